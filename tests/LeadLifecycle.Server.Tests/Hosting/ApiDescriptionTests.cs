using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Hosting;

/// <summary>The OpenAPI document is committed, says something of every route, and says what the server does.</summary>
public sealed class ApiDescriptionTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task the_committed_document_is_the_one_that_is_served() =>
        Checkout.ShouldBeCommitted((await Document()).ToJsonString(Pretty).ReplaceLineEndings("\n") + "\n", Checkout.Schema("openapi.json"));

    [Fact]
    public async Task every_route_says_what_it_is_what_it_answers_and_how_it_fails()
    {
        var operations = Operations(await Document()).ToArray();

        operations.Length.ShouldBeGreaterThanOrEqualTo(14);
        foreach (var (route, operation) in operations)
        {
            ((string?)operation["operationId"]).ShouldNotBeNullOrEmpty(route);
            ((string?)operation["summary"]).ShouldNotBeNullOrEmpty(route);
            ((string?)operation["description"]).ShouldNotBeNullOrEmpty(route);
            operation["tags"]!.AsArray().ShouldNotBeEmpty(route);
            var answers = operation["responses"]!.AsObject();
            answers.ShouldContain(answer => answer.Key.StartsWith('2') && answer.Value!["content"]!.AsObject().First().Value!["schema"] != null, route);
            answers.ShouldContain(answer => answer.Value!["content"]!["application/problem+json"] != null, route);
        }
    }

    [Fact]
    public async Task what_the_server_answers_is_what_the_document_says()
    {
        var lead = await Fill();
        var document = await Document();
        using var form = await _server.Post("/v1/forms", """{"name":"first","fields":{"email":"contact.email"},"honeypot":"site","origins":["https://www.example.com"]}""", "application/json");
        await ShouldFit(document, "/v1/forms", "post", form);
        using var captured = await _server.Post((string)JsonNode.Parse(await form.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["address"]!, """{"email":"ada@example.org"}""", "application/json");
        await ShouldFit(document, "/v1/capture/{form}", "post", captured);

        foreach (var (path, route) in ((string, string)[])
                 [
                     ($"/v1/leads/{lead}", "/v1/leads/{id}"), ($"/v1/leads/{lead}/history", "/v1/leads/{id}/history"), ($"/v1/leads/{lead}/contact", "/v1/leads/{id}/contact"),
                     ("/v1/leads", "/v1/leads"), ("/v1/leads?sender=urn:t&subject=1", "/v1/leads"), ("/v1/leads?sender=urn:t&subject=none", "/v1/leads"), ("/v1/events", "/v1/events"),
                     ("/v1/funnel", "/v1/funnel"), ("/v1/funnel?view=snapshot&by=source,team", "/v1/funnel"), ("/v1/funnel?view=flow&from=2026-01-01T00:00:00Z&period=month", "/v1/funnel"),
                     ("/v1/funnel/transitions?by=owner", "/v1/funnel/transitions"), ("/v1/funnel/transitions", "/v1/funnel/transitions"),
                     ("/v1/handoffs/latency?leg=acceptance&within=4h", "/v1/handoffs/latency"), ("/v1/handoffs/latency?fromStage=Captured&toStage=Won", "/v1/handoffs/latency"),
                     ("/health/live", "/health/live"), ("/health/ready", "/health/ready"), ("/v1/leads/none", "/v1/leads/{id}"), ("/v1/funnel?zone=Mars", "/v1/funnel"), ("/v1/handoffs/latency", "/v1/handoffs/latency"),
                     ("/v1/forms", "/v1/forms"), ("/v1/forms/none", "/v1/forms/{id}"), ("/v1/agreements", "/v1/agreements"), ("/v1/agreements/sla", "/v1/agreements/{kind}"), ("/v1/agreements/peace", "/v1/agreements/{kind}"),
                     ("/v1/agreements/calendars/versions/0", "/v1/agreements/{kind}/versions/{version}"), ("/v1/agreements/reasons/versions", "/v1/agreements/{kind}/versions"),
                     ("/v1/agreements/calendars/due?start=2026-01-01T00:00:00Z&add=4h", "/v1/agreements/calendars/due"), ("/v1/agreements/calendars/due", "/v1/agreements/calendars/due"),
                     ("/v1/connections/nobody", "/v1/connections/{name}"), ("/v1/connections/nobody/quarantine/1", "/v1/connections/{name}/quarantine/{id}"),
                 ])
        {
            using var answer = await _server.Http.GetAsync(path, TestContext.Current.CancellationToken);
            await ShouldFit(document, route, "get", answer);
        }

        foreach (var (path, route, body) in ((string, string, string)[])
                 [
                     ("/v1/forms", "/v1/forms", """{"name":"contact","fields":{"email":"contact.email"}}"""), ("/v1/capture/none", "/v1/capture/{form}", "{}"),
                     ("/v1/leads", "/v1/leads", """{"sender":"urn:t","subject":"1"}"""), ($"/v1/leads/{lead}/win", "/v1/leads/{id}/{step}", "{}"),
                     ($"/v1/leads/{lead}/touch", "/v1/leads/{id}/{step}", """{"who":1}"""), ("/v1/leads", "/v1/leads", "[]"), ("/v1/views/rebuild", "/v1/views/rebuild", "{}"),
                     ("/v1/agreements/sla", "/v1/agreements/{kind}", """{"content":{"targets":{"acceptance":"1h"}},"team":"sales","actor":"u1","activeFrom":"2101-01-01T00:00:00Z"}"""),
                     ("/v1/agreements/sla", "/v1/agreements/{kind}", """{"content":{"targets":{"handshake":"1h"}},"team":"sales","actor":"u1"}"""),
                     ("/v1/agreements/sla/versions/1/sign", "/v1/agreements/{kind}/versions/{version}/sign", """{"team":"marketing","actor":"U1"}"""),
                     ("/v1/agreements/sla/versions/1/sign", "/v1/agreements/{kind}/versions/{version}/sign", """{"team":"marketing","actor":"u2"}"""),
                     ("/v1/agreements/sla/versions/1/withdraw", "/v1/agreements/{kind}/versions/{version}/withdraw", """{"team":"marketing","actor":"u2"}"""),
                     ("/v1/agreements/sla/versions/9/withdraw", "/v1/agreements/{kind}/versions/{version}/withdraw", """{"team":"marketing","actor":"u2"}"""),
                     ("/v1/connections", "/v1/connections", """{"name":"open","vendor":"generic","mapping":{"signature":"none","id":"/id","subject":"/who","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.touched","when":[{"pointer":"/ok","exists":true}]}]}}"""),
                     ("/v1/connections", "/v1/connections", """{"name":"open","vendor":"generic","mapping":{}}"""), ("/v1/connections", "/v1/connections", """{"name":"other","vendor":"siebel"}"""),
                     ("/hooks/generic/open", "/hooks/{vendor}/{connection}", """[{"id":1,"ok":1,"who":"1","at":"2026-01-01T00:00:00Z"},{"id":2}]"""), ("/hooks/generic/nobody", "/hooks/{vendor}/{connection}", "{}"),
                     ("/v1/connections/open/try", "/v1/connections/{name}/try", """{"body":[{"id":1,"ok":1,"who":"1","at":"2026-01-01T00:00:00Z"},{"id":2},{"ok":1}]}"""),
                     ("/v1/connections/open/quarantine/replay", "/v1/connections/{name}/quarantine/replay", "{}"),
                 ])
        {
            using var answer = await _server.Post(path, body, "application/json");
            await ShouldFit(document, route, "post", answer);
        }
    }

    [Fact]
    public async Task what_connections_and_their_quarantine_answer_is_what_the_document_says()
    {
        var document = await Document();
        const string mapping = """{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.lost","data":{"reason":"/why"}}]}""";
        using (var made = await _server.Post("/v1/connections", $$"""{"name":"shown","vendor":"generic","mapping":{{mapping}}}""", "application/json")) await ShouldFit(document, "/v1/connections", "post", made);
        using (await _server.Post("/hooks/generic/shown", """[{"at":"2026-01-01T00:00:00Z"},{"at":1}]""", "application/json")) { }
        using (await _server.Post("/hooks/generic/shown", "no json", "application/json")) { }
        var ids = (await _server.Get("/v1/connections/shown/quarantine"))["items"]!.AsArray().Select(item => (string)item!["id"]!).ToArray();
        ids.Length.ShouldBe(3);

        foreach (var (method, path, route) in ((string, string, string)[])
                 [
                     ("GET", "/v1/connections", "/v1/connections"), ("GET", "/v1/connections/shown", "/v1/connections/{name}"), ("GET", "/v1/connections/shown/quarantine?limit=2", "/v1/connections/{name}/quarantine"),
                     ("GET", $"/v1/connections/shown/quarantine/{ids[0]}", "/v1/connections/{name}/quarantine/{id}"), ("GET", $"/v1/connections/shown/quarantine/{ids[2]}", "/v1/connections/{name}/quarantine/{id}"),
                     ("DELETE", $"/v1/connections/shown/quarantine/{ids[0]}", "/v1/connections/{name}/quarantine/{id}"), ("PATCH", "/v1/connections/shown", "/v1/connections/{name}"),
                     ("DELETE", "/v1/connections/shown", "/v1/connections/{name}"), ("DELETE", "/v1/connections/shown?discard=true", "/v1/connections/{name}"),
                 ])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            await ShouldFit(document, route, method.ToLowerInvariant(), answer);
        }
    }

    [Fact]
    public async Task an_answer_that_says_more_than_the_document_does_not_fit()
    {
        var document = await Document();
        document["components"]!["schemas"]!["UpTo"]!["properties"]!.AsObject().Remove("position").ShouldBeTrue();
        using var answer = await _server.Http.GetAsync("/v1/funnel", TestContext.Current.CancellationToken);

        (await Misfits(document, "/v1/funnel", "get", answer)).ShouldHaveSingleItem().ShouldContain("upTo.position");
    }

    /// <summary>A lead with every kind of member, and a batch whose answer is checked too.</summary>
    private async Task<string> Fill()
    {
        var batch = new JsonArray();
        foreach (var (type, data) in ((string, string)[])
                 [
                     ("lead.captured", """{"source":"organic","contact":{"email":"ada@example.org"},"company":{"name":"Acme"},"odd":1}"""),
                     ("lead.marketing-qualified", """{"score":1.5}"""), ("lead.sales-accepted", """{"owner":"u1"}"""), ("lead.sales-qualified", """{"amount":"10","currency":"EUR"}"""),
                     ("lead.captured", "{}"), ("lead.wrong", "{}"), ("lead.lost", """{"reason":"nobody knows"}"""),
                 ])
        {
            batch.Add(new JsonObject
            {
                ["specversion"] = "1.0",
                ["id"] = $"{batch.Count}",
                ["source"] = "urn:t",
                ["subject"] = "1",
                ["type"] = type,
                ["time"] = $"2026-01-0{batch.Count + 1}T00:00:00Z",
                ["data"] = JsonNode.Parse(data),
            });
        }

        using var answer = await _server.Post("/v1/events", batch.ToJsonString(), "application/cloudevents-batch+json");
        await ShouldFit(await Document(), "/v1/events", "post", answer);
        var results = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["results"]!.AsArray();
        await _server.Get($"/v1/funnel?waitFor={results[4]!["position"]}");
        return (string)results[0]!["leadId"]!;
    }

    private async Task<JsonObject> Document() => (await _server.Get("/openapi/v1.json")).AsObject();

    private static IEnumerable<(string Route, JsonNode Operation)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key} {path.Key}", operation.Value!);

    private static async Task ShouldFit(JsonObject document, string route, string method, HttpResponseMessage answer) =>
        (await Misfits(document, route, method, answer)).ShouldBeEmpty();

    private static async Task<string[]> Misfits(JsonObject document, string route, string method, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var said = $"{method} {route} → {(int)answer.StatusCode}: {text}";
        var described = document["paths"]![route]![method]!["responses"]!.AsObject()[$"{(int)answer.StatusCode}"];
        described.ShouldNotBeNull(said);
        var content = described["content"]![MediaTypeHeaderValue.Parse(answer.Content.Headers.ContentType!.ToString()).MediaType!];
        content.ShouldNotBeNull(said);
        return [.. (await document.Misfits(content["schema"]!, text)).Select(misfit => $"{said}\n{misfit}")];
    }
}
