using LeadLifecycle.Server.Tests.Deadlines;

namespace LeadLifecycle.Server.Tests.Views.Handoffs;

public sealed class ClockRebuildTests(HandoffStory story) : IClassFixture<HandoffStory>
{
    [Fact]
    public async Task a_rebuild_gives_the_same_clocks_and_what_was_known_of_them()
    {
        var (now, history) = (await Rows("leads.clock"), await Rows("leads.clock_history"));
        // Five legs of each lead's cycle at most; what was known otherwise is that of the lead with the proof at least.
        (await Count("leads.clock"), await Count("leads.clock_history")).ShouldSatisfyAllConditions(
            counts => counts.Item1.ShouldBe(7 + 7 + 3 + 3 + 1), counts => counts.Item2.ShouldBeGreaterThan(0));
        var stored = new StoredDeadlines(story.ConnectionString);
        await stored.One<object>("delete from leads.clock; delete from leads.clock_history");

        (await story.Server.Ask("/v1/views/rebuild", "POST")).Status.ShouldBe(202);
        await story.Get("/v1/handoffs");

        (await Rows("leads.clock")).ShouldBe(now);
        (await Rows("leads.clock_history")).ShouldBe(history);

        async Task<string> Rows(string table)
        {
            await story.Get("/v1/handoffs");
            return (await new StoredDeadlines(story.ConnectionString).One<string>($"select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from {table} t"))!;
        }

        Task<long> Count(string table) => new StoredDeadlines(story.ConnectionString).One<long>($"select count(*) from {table}");
    }
}
