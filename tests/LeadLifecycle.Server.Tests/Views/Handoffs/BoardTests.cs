namespace LeadLifecycle.Server.Tests.Views.Handoffs;

public sealed class BoardTests(HandoffStory story) : IClassFixture<HandoffStory>
{
    private static readonly string[] Open =
    [
        "late first-response breached", "breached acceptance breached", "at-risk acceptance at-risk", "running acceptance running",
        "paused acceptance paused", "late sales-qualification running", "met sales-qualification running",
    ];

    private static readonly string[] Done =
    [
        "proven acceptance met", "proven first-response met", "late acceptance met-late", "met acceptance met", "met first-response met", "proven sales-qualification met",
    ];

    [Fact]
    public async Task open_clocks_stand_on_it_the_most_urgent_first()
    {
        var board = await story.Get("/v1/handoffs?counts=true");

        story.Told(board, "handoffs").ShouldBe(Open);
        board["counts"]!.Counts("running", "at-risk", "breached", "paused").ShouldBe([3, 1, 2, 1]);
        board["nextCursor"].ShouldBeNull();
    }

    [Theory]
    [InlineData("state=met,met-late", new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("state=met-late", new[] { 2 })]
    [InlineData("state=met&leg=acceptance", new[] { 0, 3 })]
    [InlineData("state=met&owner=eve", new[] { 4 })]
    public async Task done_ones_are_found_by_their_state(string question, int[] rows) =>
        story.Told(await story.Get($"/v1/handoffs?{question}"), "handoffs").ShouldBe(rows.Select(row => Done[row]));

    [Theory]
    [InlineData("state=running", new[] { 3, 5, 6 })]
    [InlineData("state=at-risk,paused", new[] { 2, 4 })]
    [InlineData("leg=acceptance", new[] { 1, 2, 3, 4 })]
    [InlineData("owner=bob", new[] { 0, 5 })]
    [InlineData("team=south", new[] { 0, 2, 5 })]
    [InlineData("team=north&leg=acceptance", new[] { 1, 3 })]
    [InlineData("source=web", new[] { 0, 1, 4, 5 })]
    [InlineData("source=nobody", new int[0])]
    public async Task filters_keep_the_order(string question, int[] rows) =>
        story.Told(await story.Get($"/v1/handoffs?{question}"), "handoffs").ShouldBe(rows.Select(row => Open[row]));

    [Fact]
    public async Task counts_are_of_what_is_filtered_and_of_all_its_pages() =>
        (await story.Get("/v1/handoffs?counts=true&limit=1&source=web"))["counts"]!.Counts("running", "at-risk", "breached", "paused").ShouldBe([1, 0, 2, 1]);

    [Theory]
    [InlineData("state=running,at-risk,breached,paused", 1)]
    [InlineData("", 2)]
    [InlineData("state=met,met-late,running,at-risk,breached,paused", 4)]
    public async Task pages_join_without_gap_or_overlap(string question, int limit)
    {
        var whole = story.Told(await story.Get($"/v1/handoffs?{question}"), "handoffs");
        var (read, cursor) = (new List<string>(), "");
        do
        {
            var page = await story.Get($"/v1/handoffs?{question}&limit={limit}{cursor}");
            read.AddRange(story.Told(page, "handoffs"));
            cursor = page.Text("nextCursor") is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : null;
        }
        while (cursor is not null);
        read.ShouldBe(whole);
    }

    [Fact]
    public async Task a_row_says_how_long_it_has_run_what_is_left_and_who_has_it()
    {
        var page = await story.Get("/v1/handoffs");
        var (at, rows) = ((DateTimeOffset)page["at"]!, page["handoffs"]!.AsArray());

        var breached = rows[0]!;
        breached.Numbers("targetSeconds", "policyVersion").ShouldBe([8 * 3_600, 1]);
        ((DateTimeOffset)breached["dueAt"]!).ShouldBe(story.Hour.AddHours(-16));
        ((double)breached["elapsedSeconds"]!).ShouldBe((at - story.Hour.AddHours(-24)).TotalSeconds, 0.001);
        ((double)breached["leftSeconds"]!).ShouldBe((story.Hour.AddHours(-16) - at).TotalSeconds, 0.001);
        (breached["missedBy"]!.Text("owner"), breached["missedBy"]!.Text("team")).ShouldBe(("bob", "south"));
        (rows[1]!["missedBy"]!.Text("owner"), rows[1]!["missedBy"]!.Text("team")).ShouldBe((null, "north"));
        var paused = rows[4]!;
        ((DateTimeOffset)paused["dueAt"]!, (DateTimeOffset)paused["pausedUntil"]!, paused.Text("pauseReason")).ShouldBe((story.Hour.AddHours(4), story.Hour.AddHours(1), "agreed-date"));
        // An hour ran before the pause; three are left after it.
        paused.Numbers("elapsedSeconds", "leftSeconds").ShouldBe([3_600, 3 * 3_600]);
        paused["missedBy"].ShouldBeNull();
    }

    [Theory]
    [InlineData("state=open", "query.invalid")]
    [InlineData("state=running,done", "query.invalid")]
    [InlineData("leg=handshake", "leg.unknown")]
    [InlineData("cursor=tomorrow", "query.invalid")]
    [InlineData("limit=0", "query.invalid")]
    [InlineData("when=now", "query.invalid")]
    public async Task what_is_no_question_is_refused(string question, string code)
    {
        (await story.Server.Ask($"/v1/handoffs?{question}")).ShouldBeProblem(400, code);
        if (!question.StartsWith("state", StringComparison.Ordinal)) (await story.Server.Ask($"/v1/handoffs/missed?{question}")).ShouldBeProblem(400, code);
    }
}
