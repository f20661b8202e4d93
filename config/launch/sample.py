def bring(place, say):
    return 0
