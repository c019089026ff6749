"""Where people meet: tables, halls, class rooms, and what stands in them."""

from .canvas import BLUE, GOLD, GREEN, MID, NAVY, PALE, PAPER, RUST, SAGE, SAND, SKY, WHITE, Canvas, around


def round_table(on: Canvas) -> None:
    """A round table from above, with all its seats."""
    on.ground(BLUE)
    for number, (x, y) in enumerate(around(150, 100, 84, 18)):
        on.disc(x, y, 9, (GOLD, SKY, RUST, SAND, SAGE, MID)[number % 6])
    on.disc(150, 100, 70, PAPER)
    on.disc(150, 100, 40, BLUE)
    on.disc(150, 100, 36, MID)
    for x, y in around(150, 100, 55, 18):
        on.box(x - 4, y - 4.5, 8, 9, WHITE, 1)
    for x, y in around(150, 100, 22, 6):
        on.disc(x, y, 6, SAGE)
    on.disc(150, 100, 9, GREEN)
    for x in (18, 282):
        for y in (24, 64, 100, 136, 176):
            on.disc(x, y, 6, MID)


def hemicycle(on: Canvas) -> None:
    """The rows of a parliament."""
    on.ground(PAPER)
    on.box(0, 168, 300, 40, SAND)
    for row in range(5):
        radius, count = 58 + row * 20, 13 + row * 4
        for number, (x, y) in enumerate(around(150, 172, radius, 2 * count - 2, 180)[:count]):
            colour = (RUST, GOLD, SKY, MID, BLUE, NAVY)[min(5, number * 6 // count)]
            on.disc(x, y, 5.6 + row * 0.7, colour)
    on.disc(150, 172, 34, NAVY)
    on.box(110, 172, 80, 40, PAPER)
    on.box(0, 172, 300, 30, SAND)
    on.box(136, 146, 28, 36, WHITE, 2)
    on.box(132, 142, 36, 6, GOLD, 2)


def flags(on: Canvas) -> None:
    """A row of flags, of no State in particular, before a great house."""
    on.ground(SKY)
    on.box(0, 158, 300, 42, SAND)
    on.box(40, 76, 220, 84, PAPER)
    for x in range(52, 250, 20):
        on.box(x, 92, 10, 68, MID)
    on.box(34, 70, 232, 8, NAVY)
    colours = [(RUST, GOLD), (BLUE, WHITE), (GREEN, SAND), (GOLD, NAVY), (MID, RUST), (WHITE, GREEN), (NAVY, SKY)]
    for number, (one, two) in enumerate(colours):
        x = 24 + number * 40
        on.box(x, 26, 2.4, 150, NAVY)
        on.shape([(x + 2, 28), (x + 16, 31), (x + 32, 27), (x + 32, 40), (x + 16, 44), (x + 2, 41)], one)
        on.shape([(x + 2, 41), (x + 16, 44), (x + 32, 40), (x + 32, 53), (x + 16, 57), (x + 2, 54)], two)
    on.box(0, 174, 300, 4, NAVY)


def microphones(on: Canvas) -> None:
    """Microphones from all sides."""
    on.ground(RUST)
    on.disc(150, 210, 104, NAVY)
    stems = [(20, 60), (74, 26), (150, 58), (226, 26), (280, 60), (46, 124), (254, 124)]
    for (x, y), colour in zip(stems, (SKY, GOLD, WHITE, SAGE, SAND, PALE, MID), strict=True):
        on.line([(x, y), (150 + (x - 150) * 0.18, 176)], 5, BLUE)
        on.disc(x, y, 20, colour)
        on.box(x - 20, y - 1, 40, 3.4, BLUE)
        on.disc(x - 6, y - 9, 3, WHITE if colour != WHITE else PALE)
    on.box(60, 168, 180, 40, BLUE, 6)
    on.box(110, 178, 80, 14, GOLD, 3)


def classroom(on: Canvas) -> None:
    """Pupils before a board on which opinions differ."""
    on.ground(SAND)
    on.box(50, 20, 200, 92, GREEN)
    on.box(46, 110, 208, 5, RUST)
    on.box(74, 38, 52, 30, WHITE, 8)
    on.shape([(88, 66), (102, 66), (88, 80)], WHITE)
    on.box(150, 48, 66, 34, GOLD, 8)
    on.shape([(186, 80), (202, 80), (202, 94)], GOLD)
    for x, y, width in ((82, 47, 36), (82, 56, 24), (160, 58, 44), (160, 67, 30)):
        on.box(x, y, width, 3.4, GREEN, 1.7)
    for row, (y, size) in enumerate(((136, 11), (170, 14))):
        for number in range(6 - row):
            x = 38 + row * 22 + number * 45
            colour = (BLUE, RUST, MID, GOLD, SAGE, NAVY)[(number + row * 2) % 6]
            on.box(x - size * 1.5, y + size * 0.8, size * 3, 60, colour, size)
            on.disc(x, y, size, PAPER if (number + row) % 2 else WHITE)
            on.arc(x, y, size, size * 0.85, 180, 360, NAVY if (number + row) % 3 else RUST)


def ballot(on: Canvas) -> None:
    """A vote goes into the box."""
    on.ground(PALE)
    on.disc(150, 108, 88, SKY)
    on.shape([(122, 18), (188, 26), (180, 100), (114, 92)], WHITE)
    on.line([(132, 50), (144, 66), (170, 38)], 6, RUST)
    for y in (74, 83):
        on.line([(128, y), (168, y + 5)], 2.4, SKY)
    on.shape([(70, 96), (230, 96), (250, 116), (50, 116)], MID)
    on.shape([(106, 101), (194, 101), (199, 108), (101, 108)], NAVY)
    on.shape([(116, 76), (183, 76), (181, 104), (113, 104)], WHITE)
    on.line([(126, 82), (166, 87)], 2.4, SKY)
    on.box(50, 116, 200, 84, BLUE)
    on.box(50, 116, 200, 8, NAVY)
    on.disc(150, 160, 22, GOLD)
    on.line([(140, 160), (148, 168), (161, 152)], 4, NAVY)


def long_table(on: Canvas) -> None:
    """A table of investigators, with their papers."""
    on.ground(NAVY)
    for x in (70, 150, 230):
        on.line([(x, 0), (x, 26)], 1.6, SKY)
        on.shape([(x - 20, 44), (x + 20, 44), (x + 9, 24), (x - 9, 24)], GOLD)
        on.shape([(x - 20, 44), (x + 20, 44), (x + 46, 120), (x - 46, 120)], BLUE)
    for number in range(6):
        x = 38 + number * 45
        on.box(x - 17, 96, 34, 50, (RUST, SKY, SAGE, SAND, MID, GOLD)[number], 14)
        on.disc(x, 82, 12, PAPER)
        on.arc(x, 82, 12, 9, 180, 360, (GOLD, RUST, SAND, MID, RUST, SAGE)[number])
    on.shape([(10, 126), (290, 126), (330, 200), (-30, 200)], SAND)
    for x, y in ((46, 138), (108, 134), (170, 140), (232, 135), (76, 164), (206, 166)):
        on.shape([(x, y), (x + 26, y), (x + 30, y + 18), (x - 4, y + 18)], WHITE)
        for line in (5, 10):
            on.line([(x + 3, y + line), (x + 22, y + line)], 1.4, MID)
    on.disc(140, 168, 7, RUST)
    on.disc(140, 168, 4, NAVY)


SCENES = {
    "round-table": round_table,
    "hemicycle": hemicycle,
    "flags": flags,
    "microphones": microphones,
    "classroom": classroom,
    "ballot": ballot,
    "long-table": long_table,
}
