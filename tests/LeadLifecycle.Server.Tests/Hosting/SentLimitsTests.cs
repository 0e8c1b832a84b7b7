using System.Net;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Hosting;

/// <summary>The limits OpenAPI states for all that is sent are those the service holds.</summary>
public sealed class SentLimitsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_text_of_a_body_is_taken_at_its_limit_and_refused_beyond()
    {
        var longest = (int)(await Operation("/v1/forms", "post"))["requestBody"]!["content"]!["application/json"]!["schema"]!["properties"]!["name"]!["maxLength"]!;

        (await Named(new string('n', longest))).ShouldBe(HttpStatusCode.Created);
        (await Named(new string('n', longest + 1))).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task a_list_of_a_body_is_taken_at_its_limit_and_refused_beyond()
    {
        var most = (int)(await Operation("/v1/subscriptions", "post"))["requestBody"]!["content"]!["application/json"]!["schema"]!["properties"]!["filter"]!["properties"]!["teams"]!["maxItems"]!;

        (await Teams(most)).ShouldBe(HttpStatusCode.Created);
        (await Teams(most + 1)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task a_parameter_longer_than_a_request_may_be_is_refused()
    {
        var parameters = (await Operation("/v1/leads", "get"))["parameters"]!.AsArray();
        var longest = (int)parameters.Single(parameter => (string?)parameter!["name"] == "q")!["schema"]!["maxLength"]!;

        (await Get($"/v1/leads?q={new string('q', longest / 2)}")).ShouldBe(HttpStatusCode.OK);
        (await Get($"/v1/leads?q={new string('q', longest + 1)}")).ShouldBe(HttpStatusCode.RequestUriTooLong);
    }

    [Fact]
    public async Task a_header_longer_than_all_of_them_may_be_is_refused()
    {
        var parameters = (await Operation("/v1/events", "post"))["parameters"]!.AsArray();
        var longest = (int)parameters.Single(parameter => (string?)parameter!["name"] == "ce-id")!["schema"]!["maxLength"]!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events");
        request.Headers.Add("ce-id", new string('i', longest + 1));

        using var answer = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    [Fact]
    public async Task a_NUL_character_is_refused_wherever_it_stands()
    {
        (await Named("a\0b")).ShouldBe(HttpStatusCode.BadRequest);
        (await Get("/v1/leads?q=a%00b")).ShouldBe(HttpStatusCode.BadRequest);
        (await Get("/v1/connections/a%00b")).ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<JsonNode> Operation(string path, string method) => (await _server.Get("/openapi/v1.json"))["paths"]![path]![method]!;

    private Task<HttpStatusCode> Named(string name) => Post("/v1/forms", new JsonObject { ["name"] = name, ["fields"] = new JsonObject { ["email"] = "contact.email" } });

    private Task<HttpStatusCode> Teams(int many) => Post("/v1/subscriptions", new JsonObject
    {
        ["name"] = "many",
        ["settings"] = new JsonObject { ["url"] = "https://desk.example/" },
        ["filter"] = new JsonObject { ["teams"] = new JsonArray([.. Enumerable.Range(0, many).Select(team => (JsonNode)$"{team}")]) },
    });

    private async Task<HttpStatusCode> Post(string path, JsonObject body)
    {
        using var answer = await _server.Post(path, body.ToJsonString(), "application/json");
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> Get(string path)
    {
        using var answer = await _server.Http.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
