using System.Text;
using System.Text.Json.Nodes;
using LeadLifecycle.Cli.Output;
using LeadLifecycle.Cli.Tests.Support;

namespace LeadLifecycle.Cli.Tests.Emit;

/// <summary>A file of facts, one per line.</summary>
public sealed class EventFileTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task lines_are_sent_as_they_stand_with_what_is_missing_filled_in()
    {
        await using var server = await FakeServer.Start();
        var file = folder.Write("events.jsonl", """
            {"type":"lead.captured","subject":"1","data":{"score":1.50}}
            {"specversion":"1.0","id":"own","source":"urn:own","type":"lead.touched"}

              {  }
            """);

        var run = await Emit(server, file, "--source", "urn:\"default\"");

        run.Code.ShouldBe(ExitCode.Done, run.Err);
        server.Requests.ShouldBe(["POST /v1/events"]);
        server.ContentTypes.ShouldBe(["application/cloudevents-batch+json; charset=utf-8"]);
        var (first, second, third) = (server.Recorded[0], server.Recorded[1], server.Recorded[2]);
        ((string?)first["specversion"]).ShouldBe("1.0");
        ((string?)first["source"]).ShouldBe("urn:\"default\"");
        first["data"]!.ToJsonString().ShouldBe("""{"score":1.50}""");
        second.ToJsonString().ShouldBe("""{"specversion":"1.0","id":"own","source":"urn:own","type":"lead.touched"}""");
        third.Select(member => member.Key).ShouldBe(["specversion", "source", "id"]);
        run.Lines.ShouldContain("lines\t3");
        run.Lines.ShouldContain("recorded\t3");
    }

    [Fact]
    public async Task sent_twice_it_records_nothing_twice()
    {
        await using var server = await FakeServer.Start();
        var file = folder.Write("events.jsonl", Lines(20));
        await Emit(server, file);
        var again = await Emit(server, folder.Write("events.jsonl.gz", Folder.Gzip(Lines(20).Replace("\n", "\r\n"))));
        again.Code.ShouldBe(ExitCode.Done, again.Err);
        again.Lines.ShouldContain("duplicate\t20");
        server.Recorded.Select(e => (string)e["id"]!).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task they_keep_their_order_through_trouble()
    {
        await using var server = await FakeServer.Start();
        server.Trouble.Enqueue(FakeServer.Overloaded);
        server.Trouble.Enqueue(FakeServer.CutBefore);
        server.Trouble.Enqueue(FakeServer.CutAfter);

        var run = await Emit(server, folder.Write("events.jsonl", Lines(95)), "--batch", "10", "--backfill");

        run.Code.ShouldBe(ExitCode.Done, run.Err);
        run.Err.ShouldContain("trying again");
        server.Requests.ShouldAllBe(request => request == "POST /v1/events?backfill=true");
        server.Recorded.Select(e => (int)e["data"]!["n"]!).ShouldBe(Enumerable.Range(0, 95));
    }

    [Fact]
    public async Task refused_lines_are_written_down_and_the_others_go_in()
    {
        await using var server = await FakeServer.Start();
        server.Refuse = e => (string?)e["subject"] == "3" ? "event.time-missing" : null;
        var file = folder.Write("events.jsonl", Lines(5) + "no event\n[1]\n");

        var run = await Emit(server, file);

        run.Code.ShouldBe(ExitCode.Refused);
        run.Lines.ShouldContain("recorded\t4");
        run.Lines.ShouldContain("refused event.time-missing\t1");
        run.Lines.ShouldContain("refused event.malformed\t2");
        run.Err.ShouldContain("events.jsonl.rejected.jsonl");
        var rejected = File.ReadAllLines(folder.At("events.jsonl.rejected.jsonl")).Select(line => JsonNode.Parse(line)!).ToDictionary(line => (int)line["line"]!);
        rejected.Keys.ShouldBe([4, 6, 7], ignoreOrder: true);
        rejected[4]["event"]!.ToJsonString().ShouldBe("""{"type":"lead.touched","subject":"3","data":{"n":3}}""");
        ((string?)rejected[4]["pointer"]).ShouldBe("/data/amount");
        ((string?)rejected[6]["text"]).ShouldBe("no event");

        server.Refuse = _ => null;
        (await Emit(server, folder.Write("events.jsonl", Lines(5)))).Code.ShouldBe(ExitCode.Done);
        File.Exists(folder.At("events.jsonl.rejected.jsonl")).ShouldBeFalse();
    }

    [Fact]
    public async Task no_batch_is_larger_than_the_server_takes()
    {
        await using var server = await FakeServer.Start();
        var padding = new string('x', 200_000);
        var run = await Emit(server, folder.Write("events.jsonl", string.Join('\n', Enumerable.Range(0, 60).Select(i => $$$"""{"type":"lead.touched","data":{"n":{{{i}}},"p":"{{{padding}}}"}}"""))), "--batch", "1000");
        run.Code.ShouldBe(ExitCode.Done, run.Err);
        server.Recorded.Count.ShouldBe(60);
        server.Requests.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task a_line_from_a_pipe_goes_out_before_the_next_one_comes()
    {
        await using var server = await FakeServer.Start();
        var pipe = new System.IO.Pipelines.Pipe();
        var (output, errors) = (new StringWriter(), new StringWriter());
        var screen = new Screen(output, TextWriter.Synchronized(errors), false, false) { In = () => pipe.Reader.AsStream() };
        var run = CommandLine.Run(["emit", "--file", "-", "--source", "urn:pipe", "--report", folder.Path, "--server", server.Address], screen, TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
        {
            var asked = new TaskCompletionSource();
            server.Asked = _ => asked.TrySetResult();
            await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes($$"""{"type":"lead.touched","n":{{i}}}""" + "\n"), TestContext.Current.CancellationToken);
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        await pipe.Writer.CompleteAsync();
        (await run).ShouldBe(ExitCode.Done, errors.ToString());
        server.Recorded.Count.ShouldBe(3);
    }

    [Fact]
    public async Task a_dry_run_prints_every_line_and_sends_none()
    {
        await using var server = await FakeServer.Start();
        var run = await Emit(server, folder.Write("events.jsonl", Lines(3) + "no event\n"), "--source", "urn:x", "--dry-run");
        run.Code.ShouldBe(ExitCode.Refused);
        run.Lines.Length.ShouldBe(3);
        run.Lines.ShouldAllBe(line => line.StartsWith("{\"specversion\":\"1.0\",\"source\":\"urn:x\",\"id\":\""));
        run.Err.ShouldContain("line 4 is no JSON object");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task the_summary_is_json_when_asked_for()
    {
        await using var server = await FakeServer.Start();
        var summary = JsonNode.Parse((await Emit(server, folder.Write("events.jsonl", Lines(3)), "--json")).Out)!;
        ((long)summary["recorded"]!).ShouldBe(3);
        ((long)summary["position"]!).ShouldBe(3);
    }

    [Fact]
    public async Task a_file_that_cannot_be_read_sends_nothing()
    {
        await using var server = await FakeServer.Start();
        (await Emit(server, folder.At("none.jsonl"))).Code.ShouldBe(ExitCode.Data);
        (await Emit(server, folder.Write("latin.jsonl", [(byte)'{', 0xFF, (byte)'}']))).Code.ShouldBe(ExitCode.Data);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_server_that_is_away_is_not_waited_for_beyond_patience()
    {
        var run = await Leads.Run("emit", "--file", folder.Write("events.jsonl", Lines(3)), "--report", folder.Path, "--server", "http://127.0.0.1:1", "--patience", "0");
        run.Code.ShouldBe(ExitCode.Unreachable);
        run.Err.ShouldContain("0 events have an outcome");
    }

    private Task<Leads> Emit(FakeServer server, string file, params string[] more) => Leads.Run(["emit", "--file", file, "--report", folder.Path, "--server", server.Address, .. more]);

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $$$"""{"type":"lead.touched","subject":"{{{i}}}","data":{"n":{{{i}}}}}""" + "\n"));
}
