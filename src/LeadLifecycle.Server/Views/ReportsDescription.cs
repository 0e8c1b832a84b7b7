using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Views.Cycles;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;
using Scope = LeadLifecycle.Server.Views.Cycles.Scope;

namespace LeadLifecycle.Server.Views;

/// <summary>The reports over cycles: what bounds and breaks them down, and what they answer.</summary>
internal static class ReportsDescription
{
    public static void Funnel(Described route) => Report(route)
        .Query("view", Choice(["cohort", "snapshot", "flow"], "A cohort's funnel, the stages at an instant (asOf), or the moves in a window (from, to).", "cohort"))
        .Query("mode", Choice(["reached", "strict", "passed"], "Stamped; stamped after every earlier stage in time order; stamped, with the inferred ones beside.", "reached"))
        .Answers(200, "Which members the stages have depends on view.", new OpenApiSchema
        {
            OneOf = [route.Named("FunnelCohort", () => Stock(route, "cohort")), route.Named("FunnelSnapshot", () => Stock(route, "snapshot")), route.Named("FunnelFlow", () => Flow(route))],
        });

    public static void Transitions(Described route)
    {
        (string, IOpenApiSchema)[] matrix =
        [
            ("transitions", List(Object(("from", StageName()), ("to", StageName()), ("count", Whole())), "Consecutive pairs of every path, skips included; openings have no row.")),
            ("reentered", Whole("Cycles 2 and later.")), ("open", Whole()), ("ended", Object(("Won", Whole()), ("Lost", Whole()), ("Recycled", Whole()))), ("cycles", Whole("open + ended")),
        ];
        Report(route).Answers(200, "The matrix.", Object(
            [("unit", Choice(["cycle"])), .. matrix, ("groups?", List(Object([("key", Key()), .. matrix]), "Only when broken down.")), ("upTo", Shared.UpTo(route))]));
    }

    public static void Latency(Described route) => Report(route)
        .Query("leg", Choice(Leg.All.Select(leg => leg.Name), "Either a leg, or fromStage and toStage."))
        .Query("fromStage", StageName()).Query("toStage", StageName())
        .Query("within", Text("Durations like 4h,7d (s, m, h, d): how many closed within each."))
        .Problems([.. Refusals, Codes.LegUnknown, Codes.StageUnknown])
        .Answers(200, "Percentiles by linear interpolation between order statistics, negatives left out.", Object(
            ("unit", Choice(["seconds"])), ("leg", Text().OrNull()), ("fromStage", StageName().OrNull()), ("toStage", StageName().OrNull()), ("at", Instant("What was due and open before this is past due: asOf, else now.")),
            ("groups", List(LatencyGroup())), ("totals", LatencyGroup()), ("upTo", Shared.UpTo(route))));

    public static string[] Refusals => [Codes.QueryInvalid, Codes.ZoneUnknown, Codes.ViewBehind];

    public static Described Report(Described route) => Shared.WaitFor(route)
        .Query("from", Instant("Inclusive. Bounds the cohort by the stamp of the cycle's lowest stamped stage; in a flow it bounds the moves."))
        .Query("to", Instant("Exclusive; as from."))
        .Query("asOf", Instant("Only what happened before this instant counts."))
        .Query("knownAt", Instant("Only what was recorded before this instant counts."))
        .Query("by", Text($"Breakdown, separated by commas: {string.Join(", ", Scope.DimensionNames)}."))
        .Query("period", Choice(Scope.PeriodNames, "Breaks down by the cohort's date too."))
        .Query("zone", Text("IANA time zone of the periods; UTC when absent."))
        .Problems(Refusals);

    public static OpenApiSchema Key() => Map(Text().OrNull(), "A member per breakdown; empty without one, null where unknown.");

    private static OpenApiSchema Stock(Described route, string view)
    {
        var stages = view == "snapshot"
            ? Object(("stage", StageName()), ("count", Whole("Cycles in it at that instant.")))
            : Object(("stage", StageName()), ("reached", Whole()), ("inferred", Whole("A later stage is stamped, this one is not; only in mode passed.")));
        var group = Object(
            ("key", Key()), ("cycles", Whole("open + won + lost + recycled")), ("stages", List(stages)), ("open", Whole()), ("won", Whole()), ("lost", Whole()), ("recycled", Whole()),
            ("reentered", Whole("Cycles 2 and later.")));
        return Object(
            ("view", Choice([view])), ("mode", Choice(["reached", "strict", "passed"])), ("unit", Choice(["cycle"])), ("groups", List(group)), ("totals", group), ("upTo", Shared.UpTo(route)));
    }

    private static OpenApiSchema Flow(Described route)
    {
        var group = Object(
            ("key", Key()), ("opened", Whole("Cycles that began.")), ("reentered", Whole("Those of them that are a lead's second or later.")),
            ("stages", List(Object(("stage", StageName()), ("entered", Whole()), ("exited", Whole())))));
        return Object(
            ("view", Choice(["flow"])), ("unit", Choice(["cycle"])), ("from", Instant().OrNull()), ("to", Instant().OrNull()), ("groups", List(group)), ("totals", group), ("upTo", Shared.UpTo(route)));
    }

    /// <summary>Seconds; null when nothing closed.</summary>
    public static OpenApiSchema Percentiles() =>
        Object(((string, IOpenApiSchema)[])[.. ((string[])["p50", "p75", "p90", "p95", "max"]).Select(name => (name, (IOpenApiSchema)Number().OrNull()))]);

    public static OpenApiSchema Sla() => Object(
        ("met", Whole("Done in time, exactly at due included.")), ("metLate", Whole("Done after due.")), ("pastDue", Whole("Missed and still open.")), ("running", Whole("Open and not yet due.")),
        ("missed", Whole("metLate + pastDue")), ("share", Number("met / (met + missed)").OrNull()));

    private static OpenApiSchema LatencyGroup()
    {
        return Object(
            ("key", Key()), ("closed", Whole("Negative ones included.")), ("open", Whole()), ("left", Whole("The cycle ended without the stop.")), ("negative", Whole()), ("wall", Percentiles()), ("business", Percentiles().OrNull()), ("sla", Sla().OrNull()),
            ("insufficient", Flag("Fewer than 10 observations.")), ("within", List(Object(("seconds", Number()), ("count", Whole()))).OrNull()));
    }
}

/// <summary>What all views share.</summary>
internal static class Shared
{
    public static Described WaitFor(Described route) => route.Query("waitFor", Whole("A position; waits up to 10 s until the view has it."));

    public static IOpenApiSchema UpTo(Described route) => route.Named("UpTo", () => Object(("position", Whole("Everything up to here is in the answer.")), ("recordedAt", Instant().OrNull())));
}
