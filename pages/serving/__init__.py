"""What stands between the network and the screens: who is answered, what is asked of the server, what is kept."""
