namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>What a body would say, without saying it.</summary>
[Collection(SharedServer.Name)]
public sealed class TryTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task it_shows_every_thing_that_would_be_said_and_records_none()
    {
        var hooked = await Hooked.On(_server, Hooked.Mapping.Replace("\"rules\"", "\"otherwise\": \"ignore\", \"rules\""));
        var reply = await Try(hooked, $$"""{"body":[{{Hooked.Form("9007199254740993", "tried")}},{"kind":"riddle"},{{Hooked.Form("null", "tried")}},{{Hooked.Form("4", "tried", ",\"email\":[1]")}}]}""");

        var items = reply.Json["items"]!.AsArray();
        items.Select(item => ((string?)item!["pointer"], (string?)item["outcome"])).ShouldBe([("/0", "said"), ("/1", "ignored"), ("/2", "quarantined"), ("/3", "quarantined")]);
        ((string?)items[0]!["event"]!["id"]).ShouldBe("9007199254740993");
        ((string?)items[0]!["event"]!["source"]).ShouldBe(hooked.Source);
        ((string?)items[2]!["code"]).ShouldBe("mapping.id-missing");
        ((string?)items[3]!["member"]).ShouldBe("/data/contact/email");
        (await hooked.Lead("tried")).ShouldBeNull();
        (await hooked.Quarantine()).ShouldBeEmpty();
    }

    [Fact]
    public async Task it_takes_another_mapping_and_leaves_the_connection_its_own()
    {
        var hooked = await Hooked.On(_server);
        var mended = Hooked.Mapping.Replace("\"/who\"", "\"/whom\"");
        var reply = await Try(hooked, $$"""{"mapping":{{mended}},"body":{"id":1,"kind":"form","whom":"tried","at":"2026-03-01T10:00:00Z"} }""");
        ((string?)reply.Json["items"]![0]!["event"]!["subject"]).ShouldBe("tried");
        ((string?)(await _server.Get(hooked.At))["mapping"]!["subject"]).ShouldBe("/who");
    }

    [Fact]
    public async Task a_mapping_or_request_that_says_something_else_is_refused()
    {
        var hooked = await Hooked.On(_server);
        (await Try(hooked, "{}")).ShouldBeProblem(400, "event.malformed", "/body");
        (await Try(hooked, """{"mapping":{},"body":{}}""")).ShouldBeProblem(400, "event.malformed", "/mapping/signature");
        (await Try(hooked, """{"body":{},"dry":true}""")).ShouldBeProblem(400, "event.malformed", "/dry");
        (await Try(hooked, "{")).ShouldBeProblem(400, "event.malformed");
        (await _server.Say("/v1/connections/nobody/try", """{"body":{}}""", "application/json")).ShouldBeProblem(404, "connection.unknown");
    }

    private Task<Reply> Try(Hooked hooked, string body) => _server.Say(hooked.At + "/try", body, "application/json");
}
