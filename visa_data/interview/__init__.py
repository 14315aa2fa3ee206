"""The interview guide of who calls: declared, versioned, printed; nothing that is answered is kept."""
