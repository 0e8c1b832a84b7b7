using System.Text;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges;

/// <summary>Bodies that cannot be read at all: the request is refused as a whole, and the next one is taken.</summary>
[Collection(SharedServer.Name)]
public sealed class BadBodyTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("lead")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{} {}")]
    [InlineData("// comment\n{}")]
    [InlineData("\uFEFF{}")]
    public async Task what_is_not_json_is_malformed(string body)
    {
        (await _server.Say("/v1/events", body, Wire.One)).ShouldBeProblem(400, "event.malformed");
        (await _server.Say("/v1/events", body, Wire.Many)).ShouldBeProblem(400, "event.malformed");
        await _server.ShouldStillWork();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"lead.captured\"")]
    [InlineData("17")]
    public async Task an_event_is_an_object(string body) => (await _server.Say("/v1/events", body, Wire.One)).ShouldBeProblem(400, "event.malformed", "");

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task a_batch_is_an_array(string body) => (await _server.Say("/v1/events", body, Wire.Many)).ShouldBeProblem(400, "event.malformed", "");

    [Theory]
    [InlineData("{\"subject\":")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public async Task a_command_is_an_object(string body)
    {
        var lead = await _server.Capture("body/" + Wire.NewId());
        (await _server.Say("/v1/leads", body, "application/json")).ShouldBeProblem(400, "event.malformed");
        (await _server.Step(lead, "engage", body)).ShouldBeProblem(400, "event.malformed");
        (await _server.Step(lead, "engage")).ShouldBeOutcome("recorded");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/xml")]
    [InlineData("application/cloudevents")]
    [InlineData("application/cloudevents+xml")]
    [InlineData("application/cloudevents+json; charset=utf-16")]
    [InlineData("application/cloudevents+json; charset=iso-8859-1")]
    [InlineData("nonsense")]
    public async Task facts_come_under_a_media_type_of_cloudevents(string? mediaType)
    {
        (await _server.Say("/v1/events", Wire.Captured("media/1").ToJsonString(), mediaType)).ShouldBeProblem(415, "media-type.unsupported");
        await _server.ShouldStillWork();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task commands_come_as_json(string? mediaType)
    {
        var lead = await _server.Capture("media/" + Wire.NewId());
        (await _server.Say("/v1/leads", "{\"subject\":\"media/3\"}", mediaType)).ShouldBeProblem(415, "media-type.unsupported");
        (await _server.Say($"/v1/leads/{lead}/engage", "{}", mediaType)).ShouldBeProblem(415, "media-type.unsupported");
    }

    [Fact]
    public async Task a_body_of_unsaid_length_and_type_is_not_taken_for_an_empty_one()
    {
        var lead = await _server.Capture("media/" + Wire.NewId());
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/leads/{lead}/engage") { Content = new StreamContent(new MemoryStream("{\"kind\":\"meeting\"}"u8.ToArray())) };
        request.Headers.TransferEncodingChunked = true;
        (await _server.Send(request)).ShouldBeProblem(415, "media-type.unsupported");
    }

    [Fact]
    public async Task a_step_without_a_body_says_nothing_more_and_is_taken()
    {
        var lead = await _server.Capture("media/" + Wire.NewId());
        (await _server.Ask($"/v1/leads/{lead}/engage", "POST")).ShouldBeOutcome("recorded");
    }

    [Theory]
    [InlineData("application/cloudevents+json; charset=utf-8")]
    [InlineData("application/cloudevents+json; charset=\"UTF-8\"")]
    [InlineData("Application/CloudEvents+JSON")]
    public async Task a_media_type_is_read_as_http_says(string mediaType) =>
        (await _server.Say("/v1/events", Wire.Captured("media/" + Wire.NewId()).ToJsonString(), mediaType)).ShouldBeOutcome("recorded");

    [Fact]
    public async Task an_event_above_256_kib_is_too_large()
    {
        (await _server.Report(Wire.Captured("large/1", Padding(256 * 1024)))).ShouldBeProblem(413, "event.too-large");
        (await _server.Report(Wire.Captured("large/2", Padding(255 * 1024)))).ShouldBeOutcome("recorded");
        (await _server.Say("/v1/leads", Padding(256 * 1024), "application/json")).ShouldBeProblem(413, "event.too-large");
    }

    [Fact]
    public async Task a_batch_above_4_mib_or_1000_events_is_too_large()
    {
        var quarter = Wire.Captured("large/3", Padding(250 * 1024)).ToJsonString();
        (await _server.Say("/v1/events", $"[{string.Join(",", Enumerable.Repeat(quarter, 17))}]", Wire.Many)).ShouldBeProblem(413, "event.too-large");

        var many = string.Join(",", Enumerable.Repeat(Wire.Captured("large/4").ToJsonString(), 1_001));
        (await _server.Say("/v1/events", $"[{many}]", Wire.Many)).ShouldBeProblem(413, "event.too-large");
        (await _server.Ask($"/v1/leads?sender={Wire.Sender}&subject=large/4")).Json["leads"]!.AsArray().ShouldBeEmpty();
        await _server.ShouldStillWork();
    }

    [Fact]
    public async Task a_body_of_unsaid_length_is_bounded_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(Wire.Captured("large/5", Padding(300 * 1024)).ToJsonString()))) };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Wire.One);
        (await _server.Send(request)).ShouldBeProblem(413, "event.too-large");
    }

    [Fact]
    public async Task bytes_that_are_no_utf8_are_malformed()
    {
        foreach (var at in (string[])["/source", "/data/source", "/data/other"])
        {
            var fact = Wire.Captured("utf8/1", "{\"source\":\"S\",\"other\":\"O\"}");
            var text = fact.ToJsonString().Replace(at == "/source" ? "urn:test" : at == "/data/source" ? "\"S\"" : "\"O\"", at == "/source" ? "urn:t\u0001" : "\"\u0001\"");
            var bytes = Encoding.UTF8.GetBytes(text).Select(b => b == 1 ? (byte)0xFF : b).ToArray();
            (await _server.Say("/v1/events", bytes, Wire.One)).ShouldBeProblem(400, "event.malformed");
        }

        await _server.ShouldStillWork();
    }

    private static string Padding(int size) => new JsonObject { ["padding"] = new string('x', size) }.ToJsonString();
}
