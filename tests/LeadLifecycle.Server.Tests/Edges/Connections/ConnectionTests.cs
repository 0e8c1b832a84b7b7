using Npgsql;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>Connecting vendors.</summary>
[Collection(SharedServer.Name)]
public sealed class ConnectionTests(ServerFixture fixture)
{
    private const string Quiet = """{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.touched"}]}""";
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_secret_that_was_made_is_shown_once_and_lies_nowhere_in_the_clear()
    {
        var hooked = await Hooked.On(_server);
        hooked.Secret.Length.ShouldBe(64);
        (await hooked.Deliver(Hooked.Form("1", "secretive"))).ShouldCount(recorded: 1);

        foreach (var path in (string[])[hooked.At, "/v1/connections"]) (await _server.Ask(path)).Text.ShouldNotContain(hooked.Secret);
        (await hooked.Patch("""{"active":true}""")).Text.ShouldNotContain(hooked.Secret);
        _server.Log.ShouldNotContain(hooked.Secret);
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var rows = database.CreateCommand("select encode(secret, 'escape') || encode(secret, 'hex') || c::text from leads.connection c where name = $1");
        rows.Parameters.Add(new() { Value = hooked.Name });
        var row = (string)(await rows.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        row.ShouldNotContain(hooked.Secret);
        row.ShouldNotContain(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(hooked.Secret)));
    }

    [Fact]
    public async Task a_secret_the_vendor_gave_is_not_shown_at_all_and_can_be_changed()
    {
        var name = "test-" + Wire.NewId();
        var made = await _server.Say("/v1/connections", $$"""{"name":"{{name}}","vendor":"generic","secret":"the vendor's own","source":"https://vendor.example","mapping":{{Quiet.Replace("\"none\"", """{"scheme":"token","header":"Authorization","prefix":"Bearer "}""")}}}""", "application/json");
        made.Status.ShouldBe(201, made.Text);
        made.Headers.Location!.OriginalString.ShouldBe("/v1/connections/" + name);
        made.Text.ShouldNotContain("the vendor's own");
        ((string?)made.Json["source"]).ShouldBe("https://vendor.example");

        (await Deliver(name, "the vendor's own")).Status.ShouldBe(200);
        using var change = new HttpRequestMessage(HttpMethod.Patch, "/v1/connections/" + name) { Content = new StringContent("""{"secret":"another one"}""", System.Text.Encoding.UTF8, "application/json") };
        (await _server.Send(change)).Status.ShouldBe(200);
        (await Deliver(name, "the vendor's own")).ShouldBeProblem(401, "delivery.signature-wrong");
        (await Deliver(name, "another one")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task it_is_listed_changed_and_ended()
    {
        var hooked = await Hooked.On(_server);
        var one = await _server.Get(hooked.At);
        ((string?)one["hook"]).ShouldBe(hooked.Hook);
        ((string?)one["source"]).ShouldBe(hooked.Source);
        ((int?)one["quarantined"]).ShouldBe(0);
        (await _server.Get("/v1/connections"))["connections"]!.AsArray().Select(each => (string?)each!["name"]).ShouldContain(hooked.Name);

        (await hooked.Patch($$"""{"mapping":{{Quiet}}}""")).Status.ShouldBe(200);
        ((string?)(await _server.Get(hooked.At))["mapping"]!["signature"]).ShouldBe("none");

        (await _server.Ask(hooked.At, "DELETE")).Status.ShouldBe(200);
        (await _server.Ask(hooked.At)).ShouldBeProblem(404, "connection.unknown");
        (await hooked.Deliver("{}")).ShouldBeProblem(404, "connection.unknown");
    }

    [Fact]
    public async Task a_name_is_taken_once()
    {
        var hooked = await Hooked.On(_server);
        (await Create(hooked.Name, "generic", Quiet)).ShouldBeProblem(409, "connection.name-taken");
    }

    [Theory]
    [InlineData("Acme")]
    [InlineData("acme forms")]
    [InlineData("acme-")]
    [InlineData("acme/forms")]
    [InlineData("")]
    public async Task a_name_is_a_slug(string name) => (await Create(name, "generic", Quiet)).ShouldBeProblem(400, "event.malformed", "/name");

    [Fact]
    public async Task an_unknown_vendor_is_told_the_known_ones()
    {
        var reply = (await Create("somebody", "siebel", "{}")).ShouldBeProblem(422, "connection.vendor-unknown");
        ((string)reply.Json["detail"]!).ShouldContain("generic");
    }

    [Theory]
    [InlineData("{}", "/mapping/signature")]
    [InlineData("""{"signature":"maybe"}""", "/mapping/signature")]
    [InlineData("""{"signature":{"scheme":"hmac","header":"X","algorithm":"md5","encoding":"hex"}}""", "/mapping/signature/algorithm")]
    [InlineData("""{"signature":{"scheme":"hmac","header":"X","algorithm":"sha256","encoding":"hex","signed":"{url}"}}""", "/mapping/signature/signed")]
    [InlineData("""{"signature":{"scheme":"hmac","header":"X","algorithm":"sha256","encoding":"hex","signed":"{timestamp}{body}"}}""", "/mapping/signature/signed")]
    [InlineData("""{"signature":{"scheme":"hmac","header":"X","algorithm":"sha256","encoding":"hex","signed":"{body}{what}"}}""", "/mapping/signature/signed")]
    [InlineData("""{"signature":"none","items":"x"}""", "/mapping/items")]
    [InlineData("""{"signature":"none","id":{"join":[]}}""", "/mapping/id/join")]
    [InlineData("""{"signature":"none","id":{"join":["/a","b"]}}""", "/mapping/id/join/1")]
    [InlineData("""{"signature":"none"}""", "/mapping/time")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"epoch"}}""", "/mapping/time/format")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","formats":["yyyy-MM-dd"]}}""", "/mapping/time/zone")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","formats":["d"],"zone":"UTC"}}""", "/mapping/time/formats")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","formats":["yyyy-MM-dd"],"zone":"Mars/Base"}}""", "/mapping/time/zone")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"}}""", "/mapping/rules")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{}]}""", "/mapping/rules/0/type")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.sold"}]}""", "/mapping/rules/0/type")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.won","when":[{"pointer":"/a"}]}]}""", "/mapping/rules/0/when/0/equals")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"typeFrom":{"pointer":"/a","table":{"x":"lead.sold"}}}]}""", "/mapping/rules/0/typeFrom/table")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.captured","data":{"contact":"/c","contact.email":"/e"}}]}""", "/mapping/rules/0/data/contact")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.captured","data":{"source":{"pointer":"/c","tabel":{}}}}]}""", "/mapping/rules/0/data/source/tabel")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.won"}],"otherwise":"drop"}""", "/mapping/otherwise")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.won"}],"rule":[]}""", "/mapping/rule")]
    public async Task a_mapping_that_says_something_else_than_it_may_is_refused_with_the_place(string mapping, string pointer)
    {
        (await Create("never-made", "generic", mapping)).ShouldBeProblem(400, "event.malformed", pointer);
        (await _server.Ask("/v1/connections/never-made")).ShouldBeProblem(404, "connection.unknown");
    }

    [Fact]
    public async Task a_changed_mapping_holds_from_the_next_delivery_on_and_a_bad_one_changes_nothing()
    {
        var hooked = await Hooked.On(_server);
        (await hooked.Patch("""{"mapping":{"signature":"none"}}""")).ShouldBeProblem(400, "event.malformed", "/mapping/time");
        (await hooked.Deliver(Hooked.Form("1", "mapped"))).ShouldCount(recorded: 1);
        (await hooked.Patch($$"""{"mapping":{{Hooked.Mapping.Replace("\"form\"", "\"sheet\"")}}}""")).Status.ShouldBe(200);
        (await hooked.Deliver(Hooked.Form("2", "mapped"))).ShouldCount(quarantined: 1);
    }

    private Task<Reply> Create(string name, string vendor, string mapping) =>
        _server.Say("/v1/connections", $$"""{"name":"{{name}}","vendor":"{{vendor}}","mapping":{{mapping}}}""", "application/json");

    private Task<Reply> Deliver(string name, string token) => _server.Say($"/hooks/generic/{name}", "[]", "application/json", ("Authorization", "Bearer " + token));
}
