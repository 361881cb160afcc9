"""The codebook as Python reads it: what a survey asks, which answers there are, who may answer, in both languages."""
