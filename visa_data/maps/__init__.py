"""Maps drawn without internet: local browser files, views, legends."""
