"""Landscapes: mountains, rivers, coasts, and what people have built there."""

from .canvas import BLUE, GOLD, GREEN, MID, NAVY, PALE, PAPER, RUST, SAGE, SAND, SKY, WHITE, Canvas, curve


def lake(on: Canvas) -> None:
    """A lake between mountains, in the evening."""
    on.ground(SAND)
    on.disc(205, 62, 26, GOLD)
    on.shape([(-20, 130), (60, 38), (140, 130)], SKY)
    on.shape([(60, 38), (140, 130), (75, 130)], MID)
    on.shape([(150, 130), (250, 22), (340, 130)], MID)
    on.shape([(250, 22), (340, 130), (255, 130)], BLUE)
    on.shape([(80, 130), (140, 84), (205, 130)], BLUE)
    on.shape([(140, 84), (205, 130), (146, 130)], NAVY)
    on.box(0, 130, 300, 70, PALE)
    for x, y, width in ((150, 142, 96), (176, 153, 62), (40, 148, 70), (190, 165, 40), (90, 170, 44), (20, 184, 60)):
        on.box(x, y, width, 3, GOLD if 150 <= x < 200 else SKY, 1.5)
    on.shape([(112, 176), (150, 176), (142, 184), (120, 184)], NAVY)
    on.shape([(130, 174), (130, 146), (148, 174)], WHITE)
    on.shape([(127, 174), (127, 152), (114, 174)], RUST)


def ridges(on: Canvas) -> None:
    """Ridge behind ridge, and a border that runs over them."""
    on.ground(PALE)
    on.disc(66, 50, 20, WHITE)
    on.hill([(-10, 96), (40, 70), (92, 88), (150, 46), (206, 84), (250, 60), (310, 92)], SKY)
    on.hill([(-10, 120), (30, 104), (84, 122), (128, 88), (190, 120), (240, 92), (310, 124)], MID)
    on.hill([(-10, 132), (54, 142), (110, 112), (172, 150), (232, 126), (310, 150)], BLUE)
    on.hill([(-10, 172), (70, 156), (150, 182), (222, 160), (310, 178)], NAVY)
    path = curve([(118, 200), (138, 176), (112, 158), (128, 138), (112, 114), (136, 100), (130, 88)])
    on.dotted(path, 6, 1.5, GOLD)
    on.box(108, 98, 2, 18, WHITE)
    on.shape([(110, 98), (124, 102.5), (110, 107)], RUST)


def river(on: Canvas) -> None:
    """A river that bends between two banks."""
    on.ground(SAGE)
    bank = curve([(190, 0), (120, 40), (196, 88), (96, 140), (170, 200)])
    on.shape([*bank, (300, 200), (300, 0)], SAND)
    for width, colour in ((46, PAPER), (38, MID), (10, SKY)):
        on.line(curve([(190, -30), (120, 40), (196, 88), (96, 140), (170, 230)]), width, colour)
    for x, y, size in ((40, 52, 13), (62, 44, 9), (28, 120, 11), (50, 132, 15), (16, 176, 9), (84, 20, 8)):
        on.disc(x, y, size, GREEN)
    for row in range(6):
        on.line(curve([(216 - row * 4, 20 + row * 13), (256, 10 + row * 13), (310, 26 + row * 13)]), 1.6, GOLD)
    for row in range(5):
        on.line([(190 + row * 22, 200), (224 + row * 22, 126)], 3, RUST if row % 2 else GOLD)
    on.box(154, 52, 4, 44, WHITE)
    for mark in range(4):
        on.box(154, 56 + mark * 10, 4, 5, RUST)


def bridge(on: Canvas) -> None:
    """A bridge of three arches."""
    on.ground(PALE)
    on.disc(236, 48, 22, GOLD)
    on.hill([(-10, 104), (60, 76), (130, 98), (210, 70), (310, 100)], SKY)
    on.hill([(-10, 122), (50, 116), (110, 124), (180, 112), (310, 120)], SAGE)
    on.box(0, 140, 300, 60, MID)
    on.box(0, 92, 300, 12, NAVY)
    for x in (50, 150, 250):
        on.shape([(x - 50, 104), (x + 50, 104), (x + 50, 150), (x - 50, 150)], BLUE)
    for x in (50, 150, 250):
        on.disc(x, 150, 41, SAGE if x != 150 else SKY)
    on.box(0, 146, 300, 60, MID)
    for x in (2, 98, 198, 294):
        on.box(x - 4, 140, 10, 22, NAVY)
    for x, y, width in ((20, 168, 54), (120, 176, 70), (214, 164, 50), (60, 188, 40), (240, 186, 60)):
        on.box(x, y, width, 2.6, SKY, 1.3)
    for x in range(6, 300, 18):
        on.box(x, 84, 2, 8, NAVY)
    on.box(0, 82, 300, 2.4, NAVY)
    on.box(132, 74, 34, 15, RUST, 3)
    on.box(137, 77, 24, 5, WHITE, 1)
    on.disc(140, 90, 3.6, NAVY)
    on.disc(158, 90, 3.6, NAVY)


def coasts(on: Canvas) -> None:
    """Two coasts of one sea, and the lines between their towns."""
    on.ground(MID)
    north = curve(
        [(0, 62), (40, 50), (70, 78), (104, 58), (122, 96), (150, 62), (190, 70), (226, 44), (262, 62), (300, 46)]
    )
    on.shape([(0, 0), *north, (300, 0)], SAND)
    south = curve([(0, 142), (60, 134), (110, 150), (150, 168), (204, 152), (250, 164), (300, 150)])
    on.shape([(0, 200), *south, (300, 200)], GOLD)
    on.shape(curve([(176, 104), (196, 98), (206, 106), (186, 112), (176, 104)]), SAND)
    towns = [(34, 40), (112, 66), (204, 50), (270, 42), (44, 148), (120, 164), (206, 164), (268, 170)]
    for one, two in ((0, 4), (0, 5), (1, 5), (1, 6), (2, 6), (2, 7), (3, 7), (1, 4)):
        (x1, y1), (x2, y2) = towns[one], towns[two]
        on.dotted(curve([(x1, y1), ((x1 + x2) / 2 + 10, (y1 + y2) / 2), (x2, y2)]), 5, 1.1, WHITE)
    for x, y in towns:
        on.disc(x, y, 5, NAVY)
        on.disc(x, y, 2, WHITE)


def slope(on: Canvas) -> None:
    """A village below a slope that has begun to move."""
    on.ground(PALE)
    on.shape([(40, 200), (190, 18), (340, 200)], SKY)
    on.hill([(-10, 30), (60, 44), (120, 92), (180, 148), (240, 170), (310, 176)], SAGE)
    on.hill([(-10, 84), (50, 96), (100, 134), (160, 176), (220, 200)], GREEN)
    on.shape(
        curve([(52, 42), (96, 74), (140, 118), (178, 164), (150, 170), (112, 134), (72, 90), (40, 60), (52, 42)]), RUST
    )
    for x, y, size in ((150, 138, 6), (166, 150, 4), (176, 140, 5), (190, 158, 7), (140, 122, 4)):
        on.disc(x, y, size, NAVY)
    for x, colour in ((214, WHITE), (240, SAND), (266, WHITE)):
        on.box(x, 152, 20, 22, colour)
        on.shape([(x - 3, 153), (x + 10, 140), (x + 23, 153)], BLUE)
        on.box(x + 7, 162, 6, 12, NAVY)
    on.hill([(196, 176), (240, 172), (310, 174)], GREEN)
    for x in (206, 218, 230):
        on.disc(x, 178, 4.4, GOLD)
        on.box(x - 4, 183, 8, 14, BLUE, 3)


def college(on: Canvas) -> None:
    """A house of learning below the mountains."""
    on.ground(SAND)
    on.shape([(-30, 150), (70, 34), (160, 150)], SKY)
    on.shape([(70, 34), (160, 150), (80, 150)], MID)
    on.shape([(120, 150), (226, 20), (330, 150)], MID)
    on.shape([(226, 20), (330, 150), (236, 150)], BLUE)
    on.shape([(204, 47), (226, 20), (247, 47), (232, 58), (222, 46), (214, 58)], WHITE)
    on.box(0, 150, 300, 50, SAGE)
    on.box(66, 104, 168, 60, PAPER)
    on.shape([(58, 106), (150, 70), (242, 106)], RUST)
    on.box(66, 104, 168, 6, NAVY)
    for x in range(80, 230, 26):
        on.box(x, 110, 10, 50, WHITE)
        on.box(x + 10, 110, 3, 50, SKY)
    on.box(141, 122, 18, 42, NAVY, 2)
    on.box(52, 162, 196, 6, NAVY)
    on.box(44, 168, 212, 6, BLUE)
    on.disc(150, 92, 6, GOLD)


def meeting_borders(on: Canvas) -> None:
    """Three lands whose borders meet, and one way through all of them."""
    on.ground(SAND)
    first = curve([(150, 104), (128, 70), (140, 40), (120, -10)])
    second = curve([(150, 104), (190, 120), (220, 112), (310, 150)])
    third = curve([(150, 104), (120, 130), (96, 128), (40, 210)])
    on.shape([*reversed(first), *second, (310, -10)], SKY)
    on.shape([*reversed(second), *third, (310, 210)], SAGE)
    for border in (first, second, third):
        on.dotted(border, 6, 1.5, NAVY)
    way = curve([(30, 50), (84, 66), (108, 100), (164, 84), (214, 58), (262, 78), (236, 130), (196, 168), (140, 164)])
    on.line(way, 3.4, RUST)
    for x, y in ((30, 50), (108, 100), (214, 58), (236, 130), (140, 164)):
        on.disc(x, y, 7, NAVY)
        on.disc(x, y, 3, GOLD)
    for x, y in ((60, 110), (250, 30), (230, 182), (74, 20)):
        on.ring(x, y, 9, 1.2, WHITE)
        on.ring(x, y, 15, 1.2, WHITE)


SCENES = {
    "lake": lake,
    "ridges": ridges,
    "river": river,
    "bridge": bridge,
    "coasts": coasts,
    "slope": slope,
    "college": college,
    "meeting-borders": meeting_borders,
}
