"""What Threadkeep costs, measured on this machine: `make bench` prints it all in one run."""
