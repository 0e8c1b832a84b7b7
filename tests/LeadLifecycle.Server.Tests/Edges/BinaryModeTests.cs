using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges;

/// <summary>A CloudEvent with its attributes in headers is the event it is in one piece.</summary>
[Collection(SharedServer.Name)]
public sealed class BinaryModeTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task the_same_event_in_another_mode_is_a_duplicate_of_itself()
    {
        var inHeaders = Wire.Captured("binary/" + Wire.NewId() + "/Grüße, \"100 %\"", """{"source":"fair","contact":{"email":"a@binary.example"},"odd":{"deep":[1.50]}}""");
        var recorded = (await _server.ReportInHeaders(inHeaders)).ShouldBeOutcome("recorded");
        var again = (await _server.Report(inHeaders)).ShouldBeOutcome("duplicate");
        ((string?)again.Json["id"]).ShouldBe((string?)recorded.Json["id"]);
        ((string?)(await _server.ReportAll(inHeaders))[0]["outcome"]).ShouldBe("duplicate");

        var inOnePiece = Wire.Captured("binary/" + Wire.NewId());
        (await _server.Report(inOnePiece)).ShouldBeOutcome("recorded");
        (await _server.ReportInHeaders(inOnePiece)).ShouldBeOutcome("duplicate");
        inOnePiece["data"] = new JsonObject { ["source"] = "other" };
        (await _server.ReportInHeaders(inOnePiece)).ShouldBeProblem(422, "event.id-reused");
    }

    [Fact]
    public async Task history_can_be_told_so_too()
    {
        var told = (await _server.ReportInHeaders(Wire.Captured("binary/" + Wire.NewId()), "?backfill=true")).ShouldBeOutcome("recorded");
        var history = await _server.Get($"/v1/leads/{told.Json["leadId"]}/history");
        ((bool?)history["events"]![0]!["backfill"]).ShouldBe(true);
    }

    [Theory]
    [InlineData("id", null)]
    [InlineData("id", "")]
    [InlineData("type", null)]
    [InlineData("type", "")]
    [InlineData("source", null)]
    [InlineData("source", "")]
    [InlineData("specversion", "")]
    [InlineData("specversion", "0.9")]
    [InlineData("time", "lunchtime")]
    [InlineData("time", "2018-04-05T18:31Z")]
    [InlineData("time", "2018-04-05T18:31:00X")]
    [InlineData("time", "2018-04-05T18:31:00+25:00")]
    [InlineData("time", "2018-04-05T18:31:00+xx:00")]
    [InlineData("time", "2018-04-05T18:31:00+05")]
    [InlineData("dataschema", "")]
    [InlineData("subject", "")]
    [InlineData("my.extension", "a")]
    [InlineData("my_extension", "a")]
    [InlineData("datacontenttype", "application/json")]
    [InlineData("data", "{}")]
    [InlineData("data_base64", "e30=")]
    [InlineData("subject", "100%")]
    [InlineData("subject", "%4")]
    [InlineData("subject", "%zz")]
    [InlineData("subject", "%C0%A0")]
    [InlineData("subject", "%ff")]
    [InlineData("subject", "a%00b")]
    [InlineData("subject", "\"open")]
    [InlineData("subject", "\"closed\" too early")]
    [InlineData("subject", "\"open\\\"")]
    public async Task refused(string attribute, string? value)
    {
        var headers = Binary.Headers(Wire.Captured("binary/" + Wire.NewId())).Where(header => header.Name != "ce-" + attribute).ToList();
        if (value is not null) headers.Add(("ce-" + attribute, value));
        (await _server.Say("/v1/events", "{}", "application/json", [.. headers])).ShouldBeProblem(400, "event.malformed", "/" + attribute);
    }

    [Fact]
    public async Task a_missing_time_is_said_as_in_every_mode() =>
        (await _server.Say("/v1/events", "{}", "application/json", [.. Binary.Headers(Wire.Captured("binary/1")).Where(header => header.Name != "ce-time")])).ShouldBeProblem(400, "event.time-missing", "/time");

    [Theory]
    [InlineData("MyExtension", "a")]
    [InlineData("myextension", "1.5")]
    [InlineData("myextension", "")]
    [InlineData("dataschema", "https://schema.example/lead#part")]
    public async Task accepted(string attribute, string value) =>
        (await _server.ReportInHeaders(Wire.Captured("binary/" + Wire.NewId()), more: ("ce-" + attribute, value))).ShouldBeOutcome("recorded");

    [Theory]
    [InlineData("2018-04-05T17:31:00.123456789Z")]
    [InlineData("2018-04-05T17:31:00+14:00")]
    public async Task times_are_read_as_in_every_mode(string time)
    {
        var fact = Wire.Captured("binary/" + Wire.NewId());
        fact["time"] = time;
        (await _server.ReportInHeaders(fact)).ShouldBeOutcome("recorded");
    }

    [Theory]
    [InlineData("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀")]
    [InlineData("%41%62%63", "Abc")]
    [InlineData("%e2%82%ac", "€")]
    [InlineData("%2541", "%41")]
    [InlineData("\"in quotes, \\\"twice\\\" %E2%82%AC\"", "in quotes, \"twice\" €")]
    [InlineData("a,b;c (d)", "a,b;c (d)")]
    public async Task values_are_decoded_once(string header, string subject)
    {
        var run = Wire.NewId();
        var headers = Binary.Headers(Wire.Captured("binary/1")).Select(one => one.Name == "ce-subject" ? (one.Name, header) : one).Select(one => one.Name == "ce-source" ? (one.Name, run) : one);
        var recorded = (await _server.Say("/v1/events", "{}", "application/json", [.. headers])).ShouldBeOutcome("recorded");
        var found = (await _server.Get($"/v1/leads?sender={run}&subject={Uri.EscapeDataString(subject)}"))["leads"]![0]!;
        ((string?)found["leadId"]).ShouldBe((string?)recorded.Json["leadId"]);
    }

    [Fact]
    public async Task names_of_headers_have_no_case() =>
        (await _server.Say("/v1/events", "{}", "application/json", [.. Binary.Headers(Wire.Captured("binary/" + Wire.NewId())).Select(header => (header.Name.ToUpperInvariant(), header.Value))])).ShouldBeOutcome("recorded");

    [Fact]
    public async Task no_body_is_no_data()
    {
        (await _server.Say("/v1/events", "", null, Binary.Headers(Wire.Captured("binary/" + Wire.NewId())))).ShouldBeOutcome("recorded");
        (await _server.Say("/v1/events", "", "application/json", Binary.Headers(Wire.Captured("binary/" + Wire.NewId())))).ShouldBeOutcome("recorded");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new StreamContent(Stream.Null) };
        chunked.Headers.TransferEncodingChunked = true;
        foreach (var (name, value) in Binary.Headers(Wire.Captured("binary/" + Wire.NewId()))) chunked.Headers.TryAddWithoutValidation(name, value);
        (await _server.Send(chunked)).ShouldBeOutcome("recorded");
        (await _server.Say("/v1/events", "null", "application/json", Binary.Headers(Wire.Captured("binary/" + Wire.NewId())))).ShouldBeOutcome("recorded");
    }

    [Theory]
    [InlineData("application/vnd.lead+json; charset=utf-8")]
    [InlineData("text/json")]
    public async Task data_is_json_of_any_name(string mediaType) => (await _server.ReportInHeaders(Wire.Captured("binary/" + Wire.NewId()), mediaType: mediaType)).ShouldBeOutcome("recorded");

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("json")]
    public async Task other_data_is_refused_by_its_media_type(string? mediaType) =>
        (await _server.ReportInHeaders(Wire.Captured("binary/" + Wire.NewId()), mediaType: mediaType)).ShouldBeProblem(415, "media-type.unsupported", "/datacontenttype");

    [Theory]
    [InlineData("{", "/data")]
    [InlineData("[]", "/data")]
    [InlineData("{\"source\":1}", "/data/source")]
    public async Task a_body_that_is_no_data_is_pointed_at(string body, string pointer) =>
        (await _server.Say("/v1/events", body, "application/json", Binary.Headers(Wire.Captured("binary/1")))).ShouldBeProblem(400, "event.malformed", pointer);

    [Fact]
    public async Task data_above_256_kib_is_too_large() =>
        (await _server.ReportInHeaders(Wire.Captured("binary/1", new JsonObject { ["padding"] = new string('x', 256 * 1024) }.ToJsonString()))).ShouldBeProblem(413, "event.too-large");

    [Fact]
    public async Task without_a_version_it_is_no_event()
    {
        var reply = await _server.Say("/v1/events", "{}", "application/json", [.. Binary.Headers(Wire.Captured("binary/1")).Where(header => header.Name != "ce-specversion")]);
        var said = (string)reply.ShouldBeProblem(415, "media-type.unsupported").Json["detail"]!;
        foreach (var mode in (string[])["structured", "batched", "binary"]) said.ShouldContain(mode);
    }

    [Fact]
    public async Task a_media_type_of_cloudevents_is_the_mode_whatever_the_headers_say()
    {
        (await _server.Say("/v1/events", Wire.Captured("binary/" + Wire.NewId()).ToJsonString(), Wire.One, Binary.Headers(Wire.Captured("binary/other")))).ShouldBeOutcome("recorded");
        (await _server.ReportInHeaders(Wire.Captured("binary/1"), mediaType: "application/cloudevents+xml")).ShouldBeProblem(415, "media-type.unsupported");
    }

    [Theory]
    [InlineData("ce-id: 1\nce-id: 2", "'id' stands more than once")]
    [InlineData("ce-id: 1\nce-subject: Gr\u00fc\u00dfe", "")]
    public async Task lines_no_client_would_send_are_refused(string lines, string said)
    {
        var answer = await _server.SayRaw($"POST /v1/events HTTP/1.1\nHost: localhost\nConnection: close\nContent-Length: 0\nce-specversion: 1.0\nce-source: urn:test\nce-type: lead.captured\nce-time: 2026-03-01T10:00:00Z\n{lines}\n\n");
        answer.ShouldStartWith("HTTP/1.1 400");
        answer.ShouldContain(said);
    }
}
