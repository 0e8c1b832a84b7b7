using System.Globalization;
using System.Text.Json.Nodes;
using LeadLifecycle.Cli.Tests.Support;

namespace LeadLifecycle.Cli.Tests.Emit;

/// <summary>One fact, said on the command line.</summary>
public sealed class OneEventTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task what_is_said_is_sent()
    {
        await using var server = await FakeServer.Start();
        var file = folder.Write("data.json", """{"channel":"web","company":{"name":"Acme"},"source":"old"}""");

        var run = await Emit(
            server, "lead.captured", "--source", "urn:shop", "--subject", "4711", "--time", "2026-03-01T10:00:00Z", "--id", "a-1",
            "--data", "@" + file, "--set", "source=fair", "--set", "contact.email=ada@example.org", "--set", "company.employees:=12", "--set", "reopen:=true", "--set", "campaign=a=b");

        run.Code.ShouldBe(ExitCode.Done, run.Err);
        server.Requests.ShouldBe(["POST /v1/events"]);
        server.Recorded.Single().ToJsonString().ShouldBe(
            """{"specversion":"1.0","id":"a-1","source":"urn:shop","type":"lead.captured","time":"2026-03-01T10:00:00Z","subject":"4711","data":{"channel":"web","company":{"name":"Acme","employees":12},"source":"fair","contact":{"email":"ada@example.org"},"reopen":true,"campaign":"a=b"}}""");
        run.Lines[0].ShouldStartWith("outcome\tlead\tstage\tevent");
        run.Lines[1].ShouldStartWith("recorded\t");
    }

    [Fact]
    public async Task what_is_not_said_is_made()
    {
        await using var server = await FakeServer.Start();
        var before = DateTimeOffset.UtcNow;

        (await Emit(server, "lead.touched", "--source", "urn:shop")).Code.ShouldBe(ExitCode.Done);
        (await Emit(server, "lead.touched", "--source", "urn:shop", "--backfill")).Code.ShouldBe(ExitCode.Done);

        server.Recorded.Count.ShouldBe(2);
        server.Requests.ShouldBe(["POST /v1/events", "POST /v1/events?backfill=true"]);
        var time = (string)server.Recorded[0]["time"]!;
        time.ShouldEndWith("Z");
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ShouldBeInRange(before, DateTimeOffset.UtcNow);
        server.Recorded[0].ContainsKey("subject").ShouldBeFalse();
        server.Recorded[0].ContainsKey("data").ShouldBeFalse();
    }

    [Fact]
    public async Task a_dry_run_prints_and_sends_nothing()
    {
        await using var server = await FakeServer.Start();
        var run = await Emit(server, "lead.won", "--source", "urn:é", "--data", """{"amount":1200.00}""", "--dry-run");

        run.Code.ShouldBe(ExitCode.Done);
        server.Requests.ShouldBeEmpty();
        run.Out.ShouldContain("urn:é");
        run.Out.ShouldContain("1200.00");
        ((string?)JsonNode.Parse(run.Out)!["type"]).ShouldBe("lead.won");
    }

    [Fact]
    public async Task a_refusal_is_said_and_is_an_exit_code()
    {
        await using var server = await FakeServer.Start();
        server.Refuse = _ => "event.malformed";
        var run = await Emit(server, "lead.won", "--source", "urn:shop");
        run.Code.ShouldBe(ExitCode.Refused);
        run.Lines[1].ShouldBe("refused\t\t\t\tevent.malformed\t/data/amount\t");

        ((string?)JsonNode.Parse((await Emit(server, "lead.won", "--source", "urn:shop", "--json")).Out)!["results"]![0]!["code"]).ShouldBe("event.malformed");
    }

    [Fact]
    public async Task a_lost_answer_is_asked_for_again_under_the_same_id()
    {
        await using var server = await FakeServer.Start();
        server.Trouble.Enqueue(FakeServer.CutAfter);
        var run = await Emit(server, "lead.won", "--source", "urn:shop");
        run.Code.ShouldBe(ExitCode.Done, run.Err);
        run.Lines[1].ShouldStartWith("duplicate");
        server.Recorded.Count.ShouldBe(1);
    }

    [Fact]
    public async Task a_server_that_is_away_leaves_the_command_that_is_the_same_fact()
    {
        var run = await Leads.Run("emit", "lead.won", "--source", "urn:shop", "--server", "http://127.0.0.1:1", "--patience", "0");
        run.Code.ShouldBe(ExitCode.Unreachable);
        run.Err.ShouldMatch(@"--id [0-9a-f-]{36} --time \d{4}-");
    }

    [Theory]
    [InlineData("emit")]
    [InlineData("emit lead.won")]
    [InlineData("emit lead.won --file -")]
    [InlineData("emit --file - --subject 1")]
    [InlineData("emit --file - --set a=1")]
    [InlineData("emit lead.won --source s --set a")]
    [InlineData("emit lead.won --source s --set =a")]
    [InlineData("emit lead.won --source s --set a..b=1")]
    [InlineData("emit lead.won --source s --set a:=b")]
    [InlineData("emit lead.won --source s --set a=1 --set a.b=1")]
    [InlineData("emit lead.won --source s --data []")]
    [InlineData("emit lead.won --source s --data {")]
    [InlineData("emit lead.won --source s --data @none.json")]
    public async Task what_cannot_be_meant_is_not_sent(string line)
    {
        await using var server = await FakeServer.Start();
        var run = await Leads.Run([.. line.Split(' '), "--server", server.Address]);
        run.Code.ShouldBe(ExitCode.Usage, run.Err);
        run.Err.ShouldNotBeEmpty();
        server.Requests.ShouldBeEmpty();
    }

    private static Task<Leads> Emit(FakeServer server, params string[] more) => Leads.Run(["emit", .. more, "--server", server.Address]);
}
