using System.Text.Json;
using LeadLifecycle.Cli.Tests.Support;

namespace LeadLifecycle.Cli.Tests.Reports;

/// <summary>Answers of the server as lines in a pipe, as tables on a terminal and as JSON.</summary>
public sealed class ReportTests : IAsyncLifetime
{
    private const string Transitions =
        """{"unit":"cycle","transitions":[{"from":"Captured","to":"Lost","count":5719}],"reentered":3,"open":399,"ended":{"Won":2246,"Lost":7635,"Recycled":2807},"cycles":13087,"upTo":{"position":9,"recordedAt":"2024-01-01T00:00:00Z"}}""";

    private const string Cohort =
        """{"view":"cohort","mode":"reached","unit":"cycle","groups":[{"key":{"source":"fair"},"cycles":3,"stages":[{"stage":"Captured","reached":3,"inferred":0},{"stage":"Won","reached":1,"inferred":0}],"open":1,"won":1,"lost":1,"recycled":0},{"key":{"source":null},"cycles":1,"stages":[{"stage":"Captured","reached":1,"inferred":0},{"stage":"Won","reached":0,"inferred":0}],"open":1,"won":0,"lost":0,"recycled":0}],"totals":{"key":{},"cycles":4,"stages":[{"stage":"Captured","reached":4,"inferred":0},{"stage":"Won","reached":1,"inferred":0}],"open":2,"won":1,"lost":1,"recycled":0},"upTo":{"position":9}}""";

    private const string Flow =
        """{"view":"flow","unit":"cycle","groups":[{"key":{},"stages":[{"stage":"Captured","entered":5,"exited":2}]}],"totals":{"stages":[{"stage":"Captured","entered":5,"exited":2}]},"upTo":{"position":9}}""";

    private const string Latency =
        """{"unit":"seconds","groups":[{"key":{},"closed":5113,"open":69,"left":2185,"negative":0,"wall":{"p50":14832.5,"p75":20000,"p90":157021.2,"p95":200000,"max":900000}}],"upTo":{"position":9}}""";

    private const string Few =
        """{"unit":"seconds","groups":[{"key":{},"closed":3,"open":1,"left":0,"negative":0,"insufficient":true,"wall":null}],"upTo":{"position":9}}""";

    private FakeServer server = null!;

    public async ValueTask InitializeAsync() => server = await FakeServer.Start();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task the_transition_matrix_is_lines_in_a_pipe()
    {
        server.Views["/v1/funnel/transitions?by=team"] = Transitions;

        var run = await Ask("funnel", "--transitions", "--by", "team");

        run.Lines.ShouldBe(["from\tto\tcount", "Captured\tLost\t5719", "", "cycles\topen\tWon\tLost\tRecycled\treentered", "13087\t399\t2246\t7635\t2807\t3"]);
        run.Err.ShouldBe("up to position 9, recorded 2024-01-01T00:00:00Z\n");
    }

    [Fact]
    public async Task a_terminal_gets_a_table()
    {
        server.Views["/v1/funnel/transitions"] = Transitions;

        var run = await Leads.OnTerminal("funnel", "--transitions", "--server", server.Address);

        run.Out.ShouldContain("│ Captured │ Lost │ 5,719 │");
        run.Out.ShouldContain("up to position 9");
        run.Err.ShouldBeEmpty();
    }

    [Fact]
    public async Task json_is_what_the_server_said()
    {
        server.Views["/v1/funnel/transitions"] = Transitions;

        (await Ask("funnel", "--transitions", "--json")).Out.ShouldBe(Transitions + "\n");
    }

    [Fact]
    public async Task a_breakdown_is_a_line_per_group_and_the_whole()
    {
        server.Views["/v1/funnel?view=cohort&by=source&from=2024-01-01T00%3A00%3A00Z&period=month&zone=Europe%2FBerlin"] = Cohort;

        var run = await Ask("funnel", "--by", "source", "--from", "2024-01-01T00:00:00Z", "--period", "month", "--zone", "Europe/Berlin");

        run.Lines.ShouldBe(["source\tcycles\tCaptured\tWon\topen", "fair\t3\t3\t1\t1", "\t1\t1\t0\t1", "(total)\t4\t4\t1\t2"]);
    }

    [Fact]
    public async Task a_flow_shows_what_entered_and_left_each_stage()
    {
        server.Views["/v1/funnel?view=flow"] = Flow;

        (await Ask("funnel", "--view", "flow")).Lines.ShouldBe(["stage\tentered\texited", "Captured\t5\t2"]);
    }

    [Fact]
    public async Task all_legs_are_shown_and_few_observations_give_no_percentile()
    {
        foreach (var leg in new[] { "qualification", "acceptance", "first-response", "sales-qualification", "closing" })
        {
            server.Views[$"/v1/handoffs/latency?leg={leg}"] = leg == "closing" ? Few : Latency;
        }

        var run = await Ask("handoffs");

        run.Lines[0].ShouldBe("leg\tclosed\topen\tleft\tnegative\tp50\tp75\tp90\tp95\tmax");
        run.Lines[2].ShouldBe("acceptance\t5113\t69\t2185\t0\t14832.5\t20000\t157021.2\t200000\t900000");
        run.Lines[5].ShouldBe("closing\t3\t1\t0\t0\tinsufficient\tinsufficient\tinsufficient\tinsufficient\tinsufficient");
        run.Lines.Length.ShouldBe(6);
        using var json = JsonDocument.Parse((await Ask("handoffs", "--json")).Out);
        json.RootElement.GetProperty("acceptance").GetRawText().ShouldBe(Latency);
    }

    [Fact]
    public async Task durations_are_humane_on_a_terminal()
    {
        server.Views["/v1/handoffs/latency?fromStage=Captured&toStage=Won"] = Latency;

        var run = await Leads.OnTerminal("handoffs", "--from-stage", "Captured", "--to-stage", "Won", "--server", server.Address);

        run.Out.ShouldContain("4.1 h");
        run.Out.ShouldContain("10.4 d");
    }

    [Fact]
    public async Task a_history_is_found_by_key_and_read_to_its_end()
    {
        server.Views["/v1/leads?sender=urn%3Ax&subject=a%2Fb"] = """{"leads":[{"leadId":"L1"}]}""";
        server.Views["/v1/leads/L1/history"] = Page(1, ",\"nextCursor\":\"n 2\"");
        server.Views["/v1/leads/L1/history?cursor=n%202"] = Page(2, "");

        var run = await Ask("history", "--sender", "urn:x", "--subject", "a/b");

        run.Lines.ShouldBe(
        [
            "version\tposition\toccurredAt\trecordedAt\ttype\tactor\tlate\tsender\tsenderEventId\tdata",
            "1\t11\t2024-01-01T00:00:00Z\t2024-02-01T00:00:00Z\tlead.captured.v1\t\tfalse\turn:x\te1\t{\"source\":\"a b\"}",
            "2\t12\t2024-01-01T00:00:00Z\t2024-02-01T00:00:00Z\tlead.captured.v1\t\tfalse\turn:x\te2\t{\"source\":\"a b\"}",
        ]);
    }

    [Fact]
    public async Task a_lead_nobody_knows_is_a_problem()
    {
        server.Views["/v1/leads?sender=urn%3Ax&subject=gone"] = """{"leads":[]}""";

        (await Ask("history", "--sender", "urn:x", "--subject", "gone")).ShouldBe(new Leads(ExitCode.Refused, "", "There is no lead of sender \"urn:x\" with the subject \"gone\".\n"));
        var run = await Ask("history", "L9");
        run.Code.ShouldBe(ExitCode.Refused);
        run.Err.ShouldBe("lead.unknown: Nothing at /v1/leads/L9/history.\n");
    }

    [Fact]
    public async Task the_feed_is_followed_line_by_line_until_it_is_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        server.TimesBehind = 1;
        server.Views["/v1/events?after=10&limit=500&waitFor=11"] = Page(1, "");
        server.Views["/v1/events?after=11&limit=500&waitFor=12"] = Page(2, "");
        server.Asked = request =>
        {
            if (request.Contains("after=12"))
            {
                stop.Cancel();
            }
        };

        var run = await Leads.Run(terminal: false, ["tail", "--after", "10", "--server", server.Address], stop.Token);

        run.Code.ShouldBe(ExitCode.Interrupted);
        run.Lines.ShouldBe(
        [
            "position\trecordedAt\toccurredAt\ttype\tleadId\tactor\tdata",
            "11\t2024-02-01T00:00:00Z\t2024-01-01T00:00:00Z\tlead.captured.v1\tL1\t\t{\"source\":\"a b\"}",
            "12\t2024-02-01T00:00:00Z\t2024-01-01T00:00:00Z\tlead.captured.v1\tL1\t\t{\"source\":\"a b\"}",
        ]);
    }

    [Fact]
    public async Task without_a_position_the_feed_begins_now()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        server.Views["/v1/funnel/transitions"] = Transitions;
        server.Asked = request =>
        {
            if (request == "/v1/events?after=9&limit=500&waitFor=10")
            {
                stop.Cancel();
            }
        };

        (await Leads.Run(terminal: false, ["tail", "--server", server.Address], stop.Token)).Code.ShouldBe(ExitCode.Interrupted);
    }

    private static string Page(int n, string more) =>
        $$$"""{"leadId":"L1","events":[{"id":"x{{{n}}}","leadId":"L1","version":{{{n}}},"position":1{{{n}}},"type":"lead.captured.v1","occurredAt":"2024-01-01T00:00:00Z","recordedAt":"2024-02-01T00:00:00Z","actor":null,"sender":"urn:x","senderEventId":"e{{{n}}}","correlationId":null,"causationId":null,"late":false,"data":{"source":"a b"}}],"upTo":{"position":1{{{n}}}}{{{more}}}}""";

    private Task<Leads> Ask(params string[] arguments) => Leads.Run([.. arguments, "--server", server.Address]);
}
