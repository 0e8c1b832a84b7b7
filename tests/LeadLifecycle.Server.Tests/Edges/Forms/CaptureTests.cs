using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges.Forms;

/// <summary>What visitors submit becomes a captured lead, and tells them nothing.</summary>
[Collection(SharedServer.Name)]
public sealed class CaptureTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_browsers_form_is_a_captured_lead()
    {
        var form = await _server.Form();
        var email = Wire.NewId() + "@visitor.example";

        (await _server.Submit(form, $"email={Uri.EscapeDataString(email)}&full_name=Gr%C3%BC%C3%9Fe+an+%22Sie%22&staff=12&topic=spring&message=call+me&website=", headers: ("Origin", Visitor.Page))).ShouldBeTaken();

        var lead = (await _server.LeadOf(form, email))!;
        var captured = (await _server.Get($"/v1/leads/{lead["leadId"]}/history"))["events"]![0]!;
        ((string?)captured["type"]).ShouldStartWith("lead.captured");
        ((string?)captured["data"]!["source"]).ShouldBe("website");
        ((string?)captured["data"]!["channel"]).ShouldBe("web");
        ((string?)captured["data"]!["campaign"]).ShouldBe("spring");
        ((int?)captured["data"]!["company"]!["employees"]).ShouldBe(12);
        captured["data"]!.ToJsonString().ShouldNotContain("call me");
        var said = (await _server.Get($"/v1/leads/{lead["leadId"]}/contact"))["versions"]![0]!["said"]!;
        ((string?)said["contact"]!["name"]).ShouldBe("Grüße an \"Sie\"");
        ((string?)said["unmapped"]!["message"]).ShouldBe("call me");
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nEMAIL\r\n--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nhello\r\n--b--\r\n")]
    [InlineData("application/json", "{\"email\":\"EMAIL\",\"staff\":7,\"topic\":null,\"message\":true}")]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8", "email=+EMAIL+")]
    public async Task it_comes_in_every_way_a_page_sends(string mediaType, string body)
    {
        var form = await _server.Form();
        var email = Wire.NewId() + "@visitor.example";
        (await _server.Submit(form, body.Replace("EMAIL", email), mediaType)).ShouldBeTaken();
        (await _server.LeadOf(form, email)).ShouldNotBeNull();
    }

    [Fact]
    public async Task the_answer_is_the_same_for_a_known_lead_and_a_new_one()
    {
        var form = await _server.Form();
        var body = $"email={Wire.NewId()}@visitor.example";
        var (first, second) = ((await _server.Submit(form, body)).ShouldBeTaken(), (await _server.Submit(form, body)).ShouldBeTaken());
        ((string?)second.Json["receipt"]).ShouldNotBe((string?)first.Json["receipt"]);
        second.Headers.Select(header => header.Key).ShouldBe(first.Headers.Select(header => header.Key));
    }

    [Fact]
    public async Task a_submission_sent_twice_is_recorded_once()
    {
        var form = await _server.Form();
        var email = Wire.NewId() + "@visitor.example";
        var body = $"email={email}&_submission={Wire.NewId()}";
        var (first, second) = ((await _server.Submit(form, body)).ShouldBeTaken(), (await _server.Submit(form, body)).ShouldBeTaken());
        second.Text.ShouldBe(first.Text);
        ((long?)(await _server.LeadOf(form, email))!["version"]).ShouldBe(1);

        (await _server.Submit(form, body + "&topic=other")).ShouldBeProblem(422, "event.id-reused");
        (await _server.Submit(await _server.Form(), body)).ShouldBeTaken();
    }

    [Fact]
    public async Task a_filled_trap_is_thanked_alike_and_not_recorded()
    {
        var form = await _server.Form();
        var email = Wire.NewId() + "@visitor.example";
        var trapped = (await _server.Submit(form, $"email={email}&website=http%3A%2F%2Fspam.example&nonsense=1")).ShouldBeTaken();
        var taken = (await _server.Submit(form, $"email={Wire.NewId()}@visitor.example")).ShouldBeTaken();

        (await _server.LeadOf(form, email)).ShouldBeNull();
        trapped.Headers.Select(header => header.Key).ShouldBe(taken.Headers.Select(header => header.Key));
        Version(trapped).ShouldBe(Version(taken));


        static int Version(Reply reply) => Guid.Parse((string)reply.Json["receipt"]!).Version;
    }

    [Fact]
    public async Task a_redirect_goes_where_the_operator_said_and_nowhere_else()
    {
        var form = await _server.Form();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _server.Http.BaseAddress };
        foreach (var trap in (string[])["", "filled"])
        {
            using var sent = await Submit("/thanks?from=form", trap);
            ((int)sent.StatusCode).ShouldBe(303);
            sent.Headers.Location.ShouldBe(new Uri(Visitor.Page + "/thanks?from=form"));
        }

        using var elsewhere = await Submit(".evil.example/", "");
        ((int)elsewhere.StatusCode).ShouldBe(400);
        ((string?)JsonNode.Parse(await elsewhere.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["pointer"]).ShouldBe("/_redirect");

        Task<HttpResponseMessage> Submit(string to, string trap) => client.PostAsync(
            (string)form["address"]!,
            new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = Wire.NewId() + "@visitor.example", ["website"] = trap, ["_redirect"] = Visitor.Page + to }),
            TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("email=a%40b.example&nonsense=1", "/nonsense")]
    [InlineData("email=a%40b.example&_other=1", "/_other")]
    [InlineData("email=a%40b.example&contact.email=x", "/contact.email")]
    [InlineData("email=a%40b.example&reopen=true", "/reopen")]
    [InlineData("email=a%40b.example&staff=many", "/staff")]
    [InlineData("email=a%40b.example&email=c%40d.example", "/email")]
    [InlineData("email=+", "/email")]
    [InlineData("", "/email")]
    public async Task what_the_form_does_not_say_is_refused_by_field(string body, string pointer) =>
        (await _server.Submit(await _server.Form(), body)).ShouldBeProblem(400, "event.malformed", pointer);

    [Theory]
    [InlineData("{\"email\":{\"a\":1}}", "application/json", 400, "event.malformed")]
    [InlineData("email=a%40b.example&topic=%00", Visitor.Encoded, 400, "event.malformed")]
    [InlineData("{\"email\":\"a@b.example\",\"topic\":\"\\u0000\"}", "application/json", 400, "event.malformed")]
    [InlineData("{\"email\":\"a@b.example\",\"topic\":\"\\ud800\"}", "application/json", 400, "event.malformed")]
    [InlineData("[]", "application/json", 400, "event.malformed")]
    [InlineData("{", "application/json", 400, "event.malformed")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"email\"; filename=\"a.txt\"\r\n\r\nfile\r\n--b--\r\n", "multipart/form-data; boundary=b", 400, "event.malformed")]
    [InlineData("--c\r\n", "multipart/form-data; boundary=b", 400, "event.malformed")]
    [InlineData("", "multipart/form-data", 400, "event.malformed")]
    [InlineData("email=a", "text/plain", 415, "media-type.unsupported")]
    [InlineData("email=a", "application/x-www-form-urlencoded; charset=utf-16", 415, "media-type.unsupported")]
    public async Task what_is_no_form_is_refused(string body, string mediaType, int status, string code) =>
        (await _server.Submit(await _server.Form(), body, mediaType)).ShouldBeProblem(status, code);

    [Theory]
    [InlineData(Visitor.Encoded)]
    [InlineData("application/json")]
    public async Task a_submission_is_of_bounded_size(string mediaType) =>
        (await _server.Submit(await _server.Form(), "email=" + new string('x', 65 * 1024), mediaType)).ShouldBeProblem(413, "event.too-large");

    [Fact]
    public async Task too_many_fields_are_no_form() =>
        (await _server.Submit(await _server.Form(), string.Join('&', Enumerable.Range(0, 500).Select(i => $"f{i}=1")))).ShouldBeProblem(400, "event.malformed");

    [Fact]
    public async Task a_form_may_drop_what_it_does_not_name()
    {
        var form = await _server.Form("""{"unknownFields":"drop"}""");
        var email = Wire.NewId() + "@visitor.example";
        (await _server.Submit(form, $"email={email}&nonsense=canary&reopen=true")).ShouldBeTaken();
        var lead = (await _server.LeadOf(form, email))!;
        (await _server.Ask($"/v1/leads/{lead["leadId"]}/contact")).Text.ShouldNotContain("canary");
    }

    [Fact]
    public async Task forms_of_one_sender_know_the_same_leads()
    {
        var (sender, email) = ("urn:site:" + Wire.NewId(), Wire.NewId() + "@visitor.example");
        var (one, other) = (await _server.Form($$"""{"sender":"{{sender}}"}"""), await _server.Form($$"""{"sender":"{{sender}}"}"""));
        (await _server.Submit(one, $"email={email}&_submission=1")).ShouldBeTaken();
        (await _server.Submit(other, $"email={email.ToUpperInvariant()}&_submission=1")).ShouldBeTaken();
        ((long?)(await _server.LeadOf(one, email))!["version"]).ShouldBe(2);

        var fact = Wire.Fact("x", "captured", "2026-03-01T10:00:00Z", id: "1");
        fact["source"] = sender;
        (await _server.Report(fact)).ShouldBeOutcome("recorded");
    }

    [Fact]
    public async Task a_form_that_is_not_there_takes_nothing()
    {
        (await _server.Say($"/v1/capture/{Guid.NewGuid()}", "email=a", Visitor.Encoded)).ShouldBeProblem(404, "form.unknown");
        (await _server.Say("/v1/capture/none", "email=a", Visitor.Encoded)).ShouldBeProblem(404, "form.unknown");
        var form = await _server.Form();
        (await _server.Ask($"/v1/forms/{form["id"]}", "DELETE")).Status.ShouldBe(200);
        (await _server.Submit(form, "email=a%40b.example")).ShouldBeProblem(404, "form.unknown");
    }
}
