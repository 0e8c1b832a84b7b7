using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Cli.Tests.Support;

namespace LeadLifecycle.Cli.Tests.Import;

/// <summary>How facts travel, against a server that keeps the contract and sometimes fails.</summary>
public sealed class SendingTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task a_fact_is_a_cloud_event_in_a_backfill_batch()
    {
        await using var server = await FakeServer.Start();
        (await Import(server, Logs.Rows)).Code.ShouldBe(ExitCode.Done);

        server.Requests.ShouldContain("POST /v1/events?backfill=true");
        server.ContentTypes.ShouldAllBe(type => type == "application/cloudevents-batch+json; charset=utf-8");
        var captured = server.Recorded.Single(e => (string)e["type"]! == "lead.captured" && (string)e["subject"]! == "7");
        captured.Remove("id");
        captured.ToJsonString().ShouldBe(
            """{"specversion":"1.0","source":"urn:test","subject":"7","type":"lead.captured","time":"2024-03-01T09:00:00Z","datacontenttype":"application/json","data":{"actor":"eve","source":"fair"}}""");
    }

    [Fact]
    public async Task an_amount_of_zero_is_kept_and_an_absent_one_takes_its_currency_along()
    {
        await using var server = await FakeServer.Start();
        await Import(server, Logs.Rows);

        var offers = server.Recorded.Where(e => (string)e["type"]! == "lead.sales-qualified").ToDictionary(e => (string)e["subject"]!, e => e["data"]!.ToJsonString());
        offers["7"].ShouldBe("""{"actor":"eve","amount":"0","currency":"EUR"}""");
        offers["8"].ShouldBe("""{"actor":"bob"}""");
    }

    [Fact]
    public async Task the_facts_of_one_lead_stay_in_order_through_trouble()
    {
        await using var server = await FakeServer.Start();
        server.Trouble.Enqueue(FakeServer.Overloaded);
        server.Trouble.Enqueue(FakeServer.CutBefore);
        server.Trouble.Enqueue(FakeServer.CutAfter);

        var run = await Import(server, Many(leads: 20, each: 30), "--batch", "10", "--parallel", "4");

        run.Code.ShouldBe(ExitCode.Done, run.Err);
        server.Recorded.Count.ShouldBe(600);
        foreach (var lead in server.Recorded.GroupBy(e => (string)e["subject"]!))
        {
            lead.Select(e => (string)e["time"]!).ShouldBeInOrder();
        }
    }

    [Fact]
    public async Task an_overloaded_server_is_asked_again_and_people_are_told()
    {
        await using var server = await FakeServer.Start();
        server.Trouble.Enqueue(FakeServer.Overloaded);

        var run = await Import(server, Logs.Rows, "--parallel", "1");

        run.Code.ShouldBe(ExitCode.Done);
        run.Err.ShouldContain("intake.overloaded: The queue is full.; trying again");
        server.Requests.Count(request => request.StartsWith("POST")).ShouldBe(2);
    }

    [Fact]
    public async Task an_answer_that_was_lost_is_asked_for_again_with_the_same_ids()
    {
        await using var server = await FakeServer.Start();
        server.Trouble.Enqueue(FakeServer.CutAfter);

        var run = await Import(server, Logs.Rows, "--parallel", "1");

        run.Code.ShouldBe(ExitCode.Done, run.Err);
        run.Lines.ShouldContain("duplicate\t5");
        server.Recorded.Count.ShouldBe(5);
    }

    [Fact]
    public async Task a_server_that_stays_away_ends_with_what_to_do_and_a_summary_that_says_so()
    {
        await using var server = await FakeServer.Start();
        for (var i = 0; i < 50; i++)
        {
            server.Trouble.Enqueue(FakeServer.Overloaded);
        }

        var run = await Import(server, Logs.Rows, "--patience", "0");

        run.Code.ShouldBe(ExitCode.Unreachable);
        run.Err.ShouldContain("run the same command again; what arrived is not recorded twice");
        Summary()["complete"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task a_refused_batch_stops_with_the_problem()
    {
        await using var server = await FakeServer.Start();
        server.Trouble.Enqueue((context, _) => FakeServer.Problem(context, 415, "media-type.unsupported", "Not this one."));

        var run = await Import(server, Logs.Rows, "--parallel", "1");

        run.Code.ShouldBe(ExitCode.Refused);
        run.Err.ShouldContain("media-type.unsupported: Not this one.");
    }

    [Fact]
    public async Task refused_rows_are_reported_with_file_line_and_code_and_the_rest_goes_in()
    {
        await using var server = await FakeServer.Start();
        server.Refuse = e => e["data"]!["amount"] is null ? null : "currency.unknown";

        var run = await Import(server, Logs.Rows);

        run.Code.ShouldBe(ExitCode.Refused);
        run.Lines.ShouldContain("refused currency.unknown\t1");
        run.Lines.ShouldContain("recorded\t4");
        run.Err.ShouldContain(folder.At("log.rejected.csv"));
        var rejected = await File.ReadAllLinesAsync(folder.At("log.rejected.csv"), TestContext.Current.CancellationToken);
        rejected.Length.ShouldBe(2);
        rejected[1].ShouldStartWith($"{folder.At("data.csv")},4,currency.unknown,/data/amount,");
        rejected[1].ShouldEndWith(",7,offer,2024-03-02T10:00:00Z,eve, 0 ,big");
        Summary()["refused"]!["currency.unknown"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task an_old_report_of_refused_rows_does_not_outlive_a_clean_import()
    {
        await using var server = await FakeServer.Start();
        folder.Write("log.rejected.csv", "old");

        await Import(server, Logs.Rows);

        File.Exists(folder.At("log.rejected.csv")).ShouldBeFalse();
    }

    [Fact]
    public async Task the_command_returns_when_the_views_are_there()
    {
        await using var server = await FakeServer.Start();
        server.TimesBehind = 3;

        (await Import(server, Logs.Rows)).Code.ShouldBe(ExitCode.Done);

        server.Requests.Count(request => request == "GET /v1/funnel/transitions?waitFor=5").ShouldBe(4);
        Summary()["viewsReady"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task views_that_stand_still_are_not_waited_for_without_end()
    {
        await using var server = await FakeServer.Start();
        server.TimesBehind = int.MaxValue;

        var run = await Import(server, Logs.Rows, "--patience", "0");

        run.Code.ShouldBe(ExitCode.Unreachable);
        run.Err.ShouldContain("Everything was sent, but the views stand still at position 5 of 5");
    }

    [Fact]
    public async Task no_wait_does_not_ask_the_views()
    {
        await using var server = await FakeServer.Start();
        await Import(server, Logs.Rows, "--no-wait");

        server.Requests.ShouldAllBe(request => request.StartsWith("POST"));
        Summary()["viewsReady"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task a_cancelled_import_says_so_and_leaves_its_summary()
    {
        await using var server = await FakeServer.Start();
        using var cancel = new CancellationTokenSource();
        server.Trouble.Enqueue(async (context, record) =>
        {
            await record();
            await cancel.CancelAsync();
            context.Abort();
        });

        var run = await Leads.Run(terminal: false, Arguments(server, Logs.Rows), cancel.Token);

        run.Code.ShouldBe(ExitCode.Interrupted);
        run.Err.ShouldContain("Stopped.");
        Summary()["complete"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task json_prints_the_summary_as_it_is_written()
    {
        await using var server = await FakeServer.Start();

        var run = await Import(server, Logs.Rows, "--json");

        JsonNode.DeepEquals(JsonNode.Parse(run.Out), Summary()).ShouldBeTrue();
    }

    private static string Many(int leads, int each) => Logs.Header + string.Concat(
        from minute in Enumerable.Range(0, each)
        from lead in Enumerable.Range(0, leads)
        select $"{lead},new,2024-03-01T10:{minute:00}:00Z,,,\n");

    private Task<Leads> Import(FakeServer server, string data, params string[] more) => Leads.Run([.. Arguments(server, data), .. more]);

    private string[] Arguments(FakeServer server, string data) =>
        ["import", "--server", server.Address, "--report", folder.Path, "--mapping", folder.Write("m.json", Logs.Mapping), folder.Write("data.csv", data)];

    private JsonObject Summary() => JsonSerializer.Deserialize<JsonObject>(File.ReadAllText(folder.At("log.summary.json")))!;
}
