using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Views.Handoffs;

public sealed class MissedTests(HandoffStory story) : IClassFixture<HandoffStory>
{
    private static readonly string[] Missed = ["breached acceptance breached", "late first-response breached", "late acceptance met-late"];

    [Theory]
    [InlineData("", new[] { 0, 1, 2 })]
    [InlineData("owner=bob", new[] { 1 })]
    [InlineData("team=south", new[] { 1, 2 })]
    [InlineData("leg=acceptance", new[] { 0, 2 })]
    [InlineData("source=web", new[] { 0, 1, 2 })]
    [InlineData("source=fair", new int[0])]
    public async Task the_latest_due_come_first(string question, int[] rows) =>
        story.Told(await story.Get($"/v1/handoffs/missed?{question}"), "missed").ShouldBe(rows.Select(row => Missed[row]));

    [Fact]
    public async Task they_are_bounded_by_when_they_were_due() =>
        story.Told(await story.Get($"/v1/handoffs/missed?from={story.At(-26)}&to={story.At(-16)}"), "missed").ShouldBe([Missed[2]]);

    [Fact]
    public async Task pages_join_without_gap_or_overlap()
    {
        var first = await story.Get("/v1/handoffs/missed?limit=2");
        var second = await story.Get($"/v1/handoffs/missed?limit=2&cursor={Uri.EscapeDataString(first.Text("nextCursor")!)}");
        story.Told(first, "missed").Concat(story.Told(second, "missed")).ShouldBe(Missed);
        second["nextCursor"].ShouldBeNull();
    }

    [Fact]
    public async Task each_says_how_late_it_was_by_whom_and_where_the_time_went()
    {
        var rows = (await story.Get("/v1/handoffs/missed"))["missed"]!.AsArray();

        var late = rows[2]!;
        ((double)late["lateSeconds"]!).ShouldBe(2 * 3_600);
        (late["missedBy"]!.Text("owner"), late["missedBy"]!.Text("team")).ShouldBe((null, "south"));
        Parts(late).ShouldBe(["captured qualified 1 1", "qualified accepted 6 6"]);
        Parts(rows[0]!).ShouldBe(["captured qualified 1 1"]);
    }

    private static string[] Parts(JsonNode row) => [.. row["parts"]!.AsArray().Select(part =>
        $"{part!.Text("from")} {part!.Text("to")} {part!.Numbers("wallSeconds")[0] / 3_600} {part!.Numbers("businessSeconds")[0] / 3_600}")];
}
