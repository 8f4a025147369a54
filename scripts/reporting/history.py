"""How the solution was found: Newton's residuals, and the error estimate of adaptive meshes."""

import matplotlib.pyplot as plt
import numpy as np

from plot_labels import prefixed, species_label, split, unit_label

from .quantities import count


def newton_picture(result, album):
    levels = [level for level in result.record.get("newton", []) if level.get("attempts")]
    if not levels:
        return []
    n_steps = sum(len(a["residual"]) - 1 for level in levels for a in level["attempts"])
    tolerance = result.parameters.entries.get(("Solver", "Relative tolerance"))
    figure = newton_figure(levels, result.species, tolerance.number if tolerance else np.nan)
    meshes = f"{len(levels)} meshes" if len(levels) > 1 else "one mesh"
    caption = f"Newton's method on {meshes}: relative residual after each of {n_steps} steps, largest over the " \
              "fields (black) and by field; below, iterations of the linear solver. Dashed: given up."
    return album.curve(figure, "newton", caption,
                       f"Convergence of Newton's method in {n_steps} steps on {meshes}", wide=True)


def newton_figure(levels, species, tolerance):
    figure, (panel, bars) = plt.subplots(2, 1, figsize=(8.0, 4.6), sharex=True, layout="constrained",
                                         height_ratios=[3, 1])
    known = {f for level in levels for a in level["attempts"] for f in a.get("residual by field", {})}
    fields = [f for f in ["potential", *species] if f in known]
    begin, starts = 0, []
    for level in levels:
        starts.append(begin)
        for number, attempt in enumerate(level["attempts"]):
            good = level.get("converged") and number == len(level["attempts"]) - 1 \
                or level.get("strategy") == "continuation"
            steps = begin + np.arange(len(attempt["residual"]))
            for i, field in enumerate(fields):
                values = attempt.get("residual by field", {}).get(field)
                if values is not None and len(values) == len(steps):
                    panel.plot(steps, positive(values), color=f"C{i}", linewidth=0.9, linestyle="-" if good else "--",
                               alpha=0.9)
            panel.plot(steps, positive(attempt["residual"]), "-" if good else "--", color="black", marker="o",
                       markersize=3.2, linewidth=1.3)
            bars.bar(steps[1:], attempt["krylov iterations"][1:], width=0.75, color="0.55")
            begin += len(steps)
    panel.set_yscale("log")
    if np.isfinite(tolerance):
        panel.axhline(tolerance, color="0.5", linewidth=0.8, linestyle=":")
        panel.text(1.005, tolerance, "tolerance", transform=panel.get_yaxis_transform(), fontsize=8, va="center",
                   color="0.35")
    for i, start in enumerate(starts):
        if i:
            for axes in (panel, bars):
                axes.axvline(start - 0.5, color="0.8", linewidth=0.7, zorder=0)
        if len(levels) <= 12:
            panel.text(start, 1.01, f"{count(levels[i]['unknowns'])} unknowns", fontsize=7.5, color="0.3", ha="left",
                       rotation=0 if len(levels) < 5 else 30, va="bottom", transform=panel.get_xaxis_transform())
    for i, field in enumerate(fields):
        panel.plot([], [], color=f"C{i}", linewidth=0.9, label=field if field == "potential" else species_label(field))
    panel.legend(fontsize=8, ncols=2)
    panel.set_ylabel("relative residual")
    bars.set_ylabel("iterations")
    bars.set_xlabel("Newton step (the first point of each line: where it began)")
    bars.locator_params(axis="both", integer=True)
    return figure


def positive(values):
    values = np.array([np.nan if v is None else v for v in values], dtype=float)
    return np.where(values > 0, values, np.nan)


def adaptivity_pictures(result, album):
    table = result.table("adaptivity.csv")
    if not table or "unknowns" not in table:
        return []
    error = next((c for c in table if c == "estimated relative error"), None)
    figures = []
    if error and np.isfinite(table[error]).any():
        caption = f"Estimated relative error on the {len(table[error])} meshes of the adaptive refinement."
        figures += album.curve(error_figure(result, table, error), "adaptivity", caption,
                               "Estimated error over the number of unknowns, both logarithmic")
    goal = next((c for c in table if c.startswith("goal [")), None)
    spread = next((c for c in table if c.startswith("estimated error [")), None)
    if goal and spread:
        name = result.record.get("goal", {}).get("name", "goal")
        figures += album.curve(goal_figure(table, goal, spread, name), "goal",
                               f"{name[0].upper()}{name[1:]} with its estimated error on each mesh.",
                               f"{name} over the number of unknowns, with error bars")
    return figures


def error_figure(result, table, error):
    figure, panel = plt.subplots(figsize=(4.6, 3.4), layout="constrained")
    panel.loglog(table["unknowns"], positive(table[error]), marker="o", markersize=4)
    target = result.record.get("adaptivity", {}).get("target relative error", 0)
    if target and target > 0:
        panel.axhline(target, color="0.5", linewidth=0.8, linestyle=":")
        panel.text(table["unknowns"][0], target, " target", fontsize=8, va="bottom", color="0.35")
    panel.set_xlabel("unknowns")
    panel.set_ylabel("estimated relative error")
    return figure


def goal_figure(table, goal, spread, name):
    both, unit = prefixed(np.concatenate([table[goal], table[spread]]), split(goal)[1])
    values, errors = np.split(both, 2)
    figure, panel = plt.subplots(figsize=(4.6, 3.4), layout="constrained")
    panel.errorbar(table["unknowns"], values, yerr=np.abs(np.nan_to_num(errors)), marker="o", markersize=4, capsize=2.5,
                   linewidth=1.0)
    panel.set_xscale("log")
    panel.set_xlabel("unknowns")
    panel.set_ylabel(f"{name} [{unit_label(unit)}]")
    return figure
