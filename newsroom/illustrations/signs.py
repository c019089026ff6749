"""Things that stand for ideas: scales, rings of years, a network, money and its trail."""

from .canvas import BLUE, GOLD, GREEN, MID, NAVY, PALE, PAPER, RUST, SAGE, SAND, SKY, WHITE, Canvas, around, curve


def skyline(on: Canvas) -> None:
    """A city at night whose houses are joined by lines."""
    on.ground(NAVY)
    on.disc(226, 52, 30, RUST)
    tops = []
    heights = (70, 104, 60, 120, 84, 136, 66, 98, 116, 74)
    for number, height in enumerate(heights):
        x, colour = number * 30, (BLUE, MID, BLUE, SKY, MID)[number % 5]
        on.box(x, 200 - height, 28, height, colour)
        tops.append((x + 14, 200 - height))
        for y in range(int(208 - height), 196, 12):
            for column in range(3):
                if (number * 7 + y + column * 5) % 4:
                    on.box(x + 5 + column * 7, y, 4, 5, GOLD if (y + column) % 3 else SAND)
    for one, two in ((0, 3), (1, 4), (3, 5), (2, 5), (5, 8), (5, 9), (6, 8)):
        (x1, y1), (x2, y2) = tops[one], tops[two]
        on.line(curve([(x1, y1), ((x1 + x2) / 2, min(y1, y2) - 24), (x2, y2)]), 1.2, WHITE)
    for x, y in tops:
        on.disc(x, y, 4, WHITE)


def scales(on: Canvas) -> None:
    """Scales in balance."""
    on.ground(SAGE)
    on.disc(150, 104, 84, PAPER)
    on.box(147, 40, 6, 120, NAVY)
    on.disc(150, 38, 8, GOLD)
    on.box(74, 54, 152, 5, NAVY, 2)
    for x, colour in ((78, BLUE), (222, RUST)):
        on.line([(x, 57), (x - 30, 112)], 1.6, NAVY)
        on.line([(x, 57), (x + 30, 112)], 1.6, NAVY)
        on.arc(x, 110, 34, 34, 0, 180, colour)
        on.box(x - 36, 108, 72, 5, NAVY, 2)
    on.box(118, 158, 64, 7, NAVY, 2)
    on.box(106, 165, 88, 9, GREEN, 2)


def rings(on: Canvas) -> None:
    """Fifty rings of years, and the sun of the next ones."""
    on.ground(SAND)
    on.disc(150, 204, 160, GOLD)
    colours = (NAVY, BLUE, MID, SKY, PALE)
    for year in range(50, 0, -1):
        on.disc(150, 204, 20 + year * 2.6, colours[(year * 7 // 10) % 5] if year % 10 else WHITE)
    on.disc(150, 204, 20, RUST)


def network(on: Canvas) -> None:
    """People joined with one another."""
    on.ground(PALE)
    inner, outer = around(150, 100, 44, 5), around(150, 100, 82, 10, -72)
    outer = [(150 + (x - 150) * 1.5, y) for x, y in outer]
    for number, (x, y) in enumerate(inner):
        for dot in (outer[(number * 2 - 1) % 10], outer[number * 2], outer[(number * 2 - 2) % 10]):
            on.line([(x, y), dot], 2, SKY)
        on.line([(150, 100), (x, y)], 3, MID)
        on.line([(x, y), inner[(number + 1) % 5]], 3, MID)
    for number, (x, y) in enumerate(outer):
        _person(on, x, y, 13, (GOLD, SAGE, RUST, MID, SAND)[number % 5])
    for number, (x, y) in enumerate(inner):
        _person(on, x, y, 17, (BLUE, RUST, GREEN, GOLD, NAVY)[number])
    _person(on, 150, 100, 20, NAVY)


def _person(on: Canvas, x: float, y: float, size: float, colour: str) -> None:
    on.disc(x, y, size, colour)
    on.disc(x, y - size * 0.25, size * 0.34, WHITE)
    on.arc(x, y + size * 0.78, size * 0.62, size * 0.62, 180, 360, WHITE)


def nib(on: Canvas) -> None:
    """The nib of a pen, at the end of its line. Upright."""
    on.ground(GOLD)
    on.disc(100, 116, 78, SAND)
    on.shape([(64, -10), (136, -10), (136, 62), (64, 62)], NAVY)
    on.box(58, 58, 84, 14, RUST, 3)
    on.shape(
        [*curve([(66, 72), (52, 120), (78, 176), (100, 226)]), *curve([(100, 226), (122, 176), (148, 120), (134, 72)])],
        BLUE,
    )
    on.shape([(100, 226), *curve([(122, 176), (148, 120), (134, 72)])[1:], (100, 72)], MID)
    on.line([(100, 128), (100, 222)], 2, PAPER)
    on.disc(100, 124, 9, PAPER)
    on.line(curve([(100, 226), (150, 246), (196, 236), (170, 262), (110, 258), (40, 274), (-10, 262)]), 3.2, NAVY)


def coins(on: Canvas) -> None:
    """Heaps of coins that grow."""
    on.ground(BLUE)
    on.box(0, 168, 300, 40, NAVY)
    for column, count in enumerate((3, 5, 8, 6, 12)):
        x = 22 + column * 54
        for coin in range(count):
            y = 160 - coin * 10.5
            on.box(x, y, 40, 9, GOLD if coin % 2 else SAND, 4)
            for notch in range(5):
                on.box(x + 5 + notch * 7, y + 2.4, 1.4, 4.2, RUST)
    on.line(curve([(20, 118), (96, 92), (160, 60), (200, 74), (258, 22)]), 2.6, SKY)
    for x, y in ((96, 92), (160, 60), (200, 74), (258, 22)):
        on.disc(x, y, 4.4, WHITE)


def ledger(on: Canvas) -> None:
    """An open ledger with one entry that stands out."""
    on.ground(SAGE)
    on.shape([(24, 40), (150, 52), (276, 40), (276, 176), (150, 188), (24, 176)], NAVY)
    on.shape([(32, 32), (149, 46), (149, 180), (32, 168)], WHITE)
    on.shape([(268, 32), (151, 46), (151, 180), (268, 168)], PAPER)
    for row in range(9):
        y = 54 + row * 12
        marked = row == 5
        on.line([(44, y), (136, y + 10)], 5 if marked else 2, RUST if marked else SKY)
        on.line([(164, y + 10), (206, y + 5)], 2, SKY)
        on.line([(222, y + 3), (256, y)], 5 if marked else 2, GOLD if marked else MID)
    on.line([(108, 50), (108, 170)], 1.2, RUST)
    on.line([(214, 48), (214, 170)], 1.2, RUST)


def trail(on: Canvas) -> None:
    """A glass held over a trail of figures."""
    on.ground(SAND)
    for row in range(9):
        for column in range(15):
            size = 1.4 + (row * 5 + column * 3) % 4 * 0.8
            on.disc(14 + column * 20, 20 + row * 20, size, SKY if (row + column) % 3 else MID)
    on.line(curve([(14, 180), (74, 140), (114, 160), (154, 100), (214, 80), (294, 20)]), 2.6, RUST)
    on.line([(204, 136), (262, 190)], 15, NAVY)
    on.disc(156, 90, 66, NAVY)
    on.disc(156, 90, 57, PALE)
    on.line(curve([(104, 112), (128, 122), (156, 92), (182, 84), (208, 66)]), 6, RUST)
    for x, y in ((128, 122), (156, 92), (182, 84)):
        on.disc(x, y, 9, GOLD)
        on.disc(x, y, 4, NAVY)


SCENES = {
    "skyline": skyline,
    "scales": scales,
    "rings": rings,
    "network": network,
    "nib": nib,
    "coins": coins,
    "ledger": ledger,
    "trail": trail,
}
