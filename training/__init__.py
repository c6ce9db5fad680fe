"""Reader data become the weights that ship: examples, the network, the run, the export, the held-out figures."""
