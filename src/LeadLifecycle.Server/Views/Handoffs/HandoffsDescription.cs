using LeadLifecycle.Server.Hosting;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary>The board and what was missed, as OpenAPI says it.</summary>
internal static class HandoffsDescription
{
    public static void Board(Described route) => Page(route)
        .Query("state", Text($"Any of {string.Join(", ", ClockStates.Names)}, separated by commas; absent: the open ones."))
        .Query("owner", Text("Who has the lead.")).Query("team", Text("The team that has it, or it was offered to.")).Query("source", Text("The lead source."))
        .Query("counts", Flag("Also how many of the filtered clocks are in each open state."))
        .Answers(200, "A page of clocks, the most urgent first.", Object(
            ("at", Instant("What running, at risk and left are said for.")), ("handoffs", List(Clock())),
            ("counts", Map(Whole()).OrNull()), ("nextCursor", Text().OrNull()), ("upTo", Shared.UpTo(route))));

    public static void Missed(Described route) => Page(route)
        .Query("owner", Text("Who missed it.")).Query("team", Text("The team that missed it.")).Query("source", Text("The lead source."))
        .Query("from", Instant("Due at or after.")).Query("to", Instant("Due before."))
        .Answers(200, "A page of missed clocks, the latest due first.", Object(
            ("at", Instant()),
            ("missed", List(Object(
                ("leadId", Id()), ("cycle", Whole()), ("leg", LegName()), ("state", Choice(["breached", "met-late"])), ("startedAt", Instant()), ("dueAt", Instant()), ("stoppedAt", Instant().OrNull()),
                ("lateSeconds", Number("Business seconds past due.")), ("missedBy", Holder()), ("segment", Text().OrNull()), ("policyVersion", Whole()),
                ("parts", List(Object(
                    ("from", Text()), ("to", Text()), ("fromAt", Instant()), ("toAt", Instant()), ("wallSeconds", Number()), ("businessSeconds", Number()))))))),
            ("nextCursor", Text().OrNull()), ("upTo", Shared.UpTo(route))));

    public static void Attainment(Described route)
    {
        var sla = Object(("sla", ReportsDescription.Sla()), ("business", ReportsDescription.Percentiles()));
        ReportsDescription.Report(route)
            .Query("leg", LegName("Absent: every leg."))
            .Problems([.. ReportsDescription.Refusals, Codes.LegUnknown])
            .Answers(200, "Per leg.", Object(
                ("unit", Choice(["cycle"])), ("at", Instant("What was due and open before this is past due: asOf, else now.")),
                ("legs", List(Object(
                    ("leg", LegName()), ("groups", List(Object(("key", ReportsDescription.Key()), ("sla", ReportsDescription.Sla()), ("business", ReportsDescription.Percentiles())))), ("totals", sla),
                    ("missedBy", List(Object(("owner", Text().OrNull()), ("team", Text().OrNull()), ("count", Whole())), "Who had the lead when it was due; the most frequent first."))))),
                ("upTo", Shared.UpTo(route))));
    }

    private static Described Page(Described route) => Shared.WaitFor(route)
        .Query("leg", LegName()).Query("cursor", Text("nextCursor of the page before.")).Query("limit", Whole("Most rows.", 1, ClockPage.LargestLimit))
        .Problems(Codes.QueryInvalid, Codes.LegUnknown, Codes.ViewBehind);

    private static OpenApiSchema LegName(string? description = null) => Choice(Leg.All.Select(leg => leg.Name), description);

    private static OpenApiSchema Holder() => Object(("owner", Text().OrNull()), ("team", Text().OrNull()));

    private static OpenApiSchema Clock() => Object(
        ("leadId", Id()), ("cycle", Whole("1..n")), ("leg", LegName()), ("state", Choice(ClockStates.Names)), ("startedAt", Instant()), ("atRiskAt", Instant().OrNull()), ("dueAt", Instant()),
        ("personDueAt", Instant("For the one who has it: starts anew with each owner, raises nothing.").OrNull()), ("stoppedAt", Instant().OrNull()), ("targetSeconds", Number("Business time.")),
        ("elapsedSeconds", Number("Business time, waits not in it.")), ("leftSeconds", Number("Business time until due; negative when overdue, null when done.").OrNull()),
        ("pausedUntil", Instant().OrNull()), ("pauseReason", Text().OrNull()), ("owner", Text().OrNull()), ("team", Text().OrNull()), ("missedBy", Holder().OrNull()),
        ("stage", StageName().OrNull()), ("score", Number().OrNull()), ("source", Text().OrNull()), ("segment", Text().OrNull()), ("policyVersion", Whole("Of the SLA; 0 is the default.")));
}
