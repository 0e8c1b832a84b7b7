using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges.Forms;

/// <summary>What operators and visitors of forms do.</summary>
internal static class Visitor
{
    public const string Page = "https://www.example.com";
    public const string Encoded = "application/x-www-form-urlencoded";

    /// <summary>A form with a contact, a company, a free text and a trap; <paramref name="more"/> is JSON that goes over it.</summary>
    public static async Task<JsonNode> Form(this RunningServer server, string more = "{}")
    {
        var form = new JsonObject
        {
            ["name"] = "contact page",
            ["fields"] = new JsonObject { ["email"] = "contact.email", ["full_name"] = "contact.name", ["staff"] = "company.employees", ["topic"] = "campaign", ["message"] = "message" },
            ["honeypot"] = "website",
            ["origins"] = new JsonArray(Page),
            ["redirects"] = new JsonArray(Page + "/thanks?from=form"),
            ["constants"] = new JsonObject { ["source"] = "website", ["channel"] = "web" },
        };
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject()) form[name] = value?.DeepClone();
        var reply = await server.Say("/v1/forms", form.ToJsonString(), "application/json");
        reply.Status.ShouldBe(201, reply.Text);
        return reply.Json;
    }

    /// <summary>Submits as a browser does.</summary>
    public static Task<Reply> Submit(this RunningServer server, JsonNode form, string body, string mediaType = Encoded, params (string Name, string Value)[] headers) =>
        server.Say((string)form["address"]!, body, mediaType, headers);

    public static Reply ShouldBeTaken(this Reply reply)
    {
        reply.Status.ShouldBe(202, reply.Text);
        reply.Json.AsObject().Select(member => member.Key).ShouldBe(["accepted", "receipt"]);
        ((bool)reply.Json["accepted"]!).ShouldBeTrue();
        return reply;
    }

    /// <summary>The lead a form's visitor is known as.</summary>
    public static async Task<JsonNode?> LeadOf(this RunningServer server, JsonNode form, string email) =>
        (await server.Get($"/v1/leads?sender={Uri.EscapeDataString((string)form["sender"]!)}&subject={Uri.EscapeDataString("mailto:" + email)}"))["leads"]!.AsArray().SingleOrDefault();

    /// <summary>Asks as a browser does before it submits JSON.</summary>
    public static async Task<HttpResponseMessage> Preflight(this RunningServer server, JsonNode form, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, (string)form["address"]!);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        return await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
