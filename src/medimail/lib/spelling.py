def distance(one: str, other: str) -> int:
    """Letters missing, added, wrong or changed round with their neighbour (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one):
        row = [i + 1]
        for j, facing in enumerate(other):
            row.append(min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (letter != facing)))
            if i and j and letter == other[j - 1] and one[i - 1] == facing:
                row[-1] = min(row[-1], rows[i - 1][j - 1] + 1)
        rows.append(row)
    return rows[-1][-1]
