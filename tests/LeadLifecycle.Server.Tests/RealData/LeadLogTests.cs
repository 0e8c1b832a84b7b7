using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.RealData;

[Collection(OneAtATime.Name)]
public sealed class LeadLogTests(ImportedLeadLog log)
{
    [Fact]
    public async Task the_lead_log_gives_every_known_answer()
    {
        var (server, stored) = await log.Get();

        await LeadLogAnswers.Hold(server, stored);
    }

    [Fact]
    public async Task its_facts_are_recorded_as_they_are_in_the_file()
    {
        var (_, stored) = await log.Get();

        (await stored.Counts("select type, count(*) from leads.mt_events where data -> 'move' ->> 'repeat' = 'true' group by type"))
            .ShouldBe(new Dictionary<string, long> { ["lead.sales-qualified.v1"] = 2_015 });
        (await stored.One<long>("select count(*) from leads.mt_events where data -> 'move' ->> 'late' = 'true' or data -> 'move' ->> 'afterEnd' = 'true'")).ShouldBe(0);
        (await stored.One<long>("select count(*) from leads.mt_events where data ->> 'actor' is null")).ShouldBe(18_010);
        (await stored.One<long>("""
            select count(*) from (
              select data ->> 'occurredAt' = lag(data ->> 'occurredAt') over (partition by stream_id order by version) as same from leads.mt_events) e where same
            """)).ShouldBe(13_995);
        (await stored.One<long>("select count(*) from leads.mt_events where type = 'lead.sales-qualified.v1' and data ->> 'amount' = '0'")).ShouldBe(
            RealFiles.LeadLogLines().Select(line => line.Split(',')).Count(row => row[5] == "O_SENT" && row[2] == "0"));
    }

    [Fact]
    public async Task the_longest_case_has_its_whole_history()
    {
        var (server, stored) = await log.Get();
        var lead = await stored.One<string>("select stream_id::text from leads.mt_events group by stream_id order by count(*) desc, stream_id limit 1");

        var events = (await server.Get($"/v1/leads/{lead}/history"))["events"]!.AsArray();

        events.Select(e => e!["version"]!.GetValue<long>()).ShouldBe(Enumerable.Range(1, 175).Select(version => (long)version));
        events.ShouldAllBe(e => !e!["late"]!.GetValue<bool>());
        events.Count(e => IsStage(e!) && !e!["repeat"]!.GetValue<bool>())
            .ShouldBe((await server.Get($"/v1/leads/{lead}"))["cycles"]!.AsArray().Sum(cycle => cycle!["path"]!.AsArray().Count));
    }

    private static bool IsStage(JsonNode e) => LogFact.StageOf.ContainsKey(e["type"]!.GetValue<string>() + ".v1");
}
