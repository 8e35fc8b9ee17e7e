"""The index folder: generations, passages, and the vectors that are kept from run to run."""
