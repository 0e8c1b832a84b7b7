using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadLifecycle.Server.Tests.Audit;

namespace LeadLifecycle.Server.Tests.Access;

/// <summary>Two workspaces that hold the same things under the same names, and try each other's ids on every route there is.</summary>
public sealed partial class TwoWorkspacesTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    /// <summary>What a workspace shows of itself; positions and freshness are of the installation.</summary>
    private static readonly string[] Shown =
    [
        "/v1/leads", "/v1/events", "/v1/funnel", "/v1/funnel?view=snapshot&by=source", "/v1/funnel/transitions", "/v1/handoffs", "/v1/handoffs/missed", "/v1/handoffs/attainment",
        "/v1/handoffs/latency?leg=acceptance", "/v1/subscriptions", "/v1/forms", "/v1/connections", "/v1/connections/shop/quarantine", "/v1/keys", "/v1/agreements",
        "/v1/agreements/sla/versions", "/v1/audit/changes",
    ];

    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task nothing_of_one_is_found_or_changed_by_the_other()
    {
        var (ours, theirs) = (await Fill("north"), await Fill("south"));
        ours.Ids.ShouldNotContain(id => theirs.Ids.Contains(id), "the same keys, and yet other ids");
        var before = await Show(ours);
        foreach (var id in ours.Ids) before.ShouldContain(id);
        foreach (var id in theirs.Ids) before.ShouldNotContain(id);

        var tried = 0;
        var wrong = new List<string>();
        foreach (var (method, template) in await Routes())
        {
            foreach (var id in ours.Ids)
            {
                var reply = await _server.As(theirs.Key, method, Path(template, id), method == "GET" ? null : Body(template));
                tried++;
                if (reply.Status is not (404 or 400)) wrong.Add($"{method} {Path(template, id)}: {reply.Status} {reply.Text}");
            }
        }

        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(100);
        (await Show(ours)).ShouldBe(before);
    }

    [Fact]
    public async Task the_same_fact_is_one_in_each_workspace()
    {
        var (ours, theirs) = (await _server.NewWorkspace("east"), await _server.NewWorkspace("west"));
        var fact = Wire.Captured("same/1");
        var (first, second) = (await Tell(ours, fact), await Tell(theirs, fact));
        ((string?)first["outcome"], (string?)second["outcome"]).ShouldBe(("recorded", "recorded"));
        ((string?)first["leadId"]).ShouldNotBe((string?)second["leadId"]);
        ((string?)(await Tell(ours, fact))["id"]).ShouldBe((string?)first["id"]);
    }

    [Fact]
    public async Task a_delivery_finds_its_workspace_by_its_address()
    {
        var (ours, theirs) = (await _server.NewWorkspace("upper"), await _server.NewWorkspace("lower"));
        var hook = await Connect(ours);
        await Connect(theirs);
        hook.ShouldBe("/hooks/generic/upper~shop");

        (await _server.As(null, "POST", hook, JsonNode.Parse("""[{"id":1,"ok":1,"who":"1","at":"2026-01-01T00:00:00Z"}]"""))).Status.ShouldBe(200);

        await SignedLog.Until(async () => await Count(ours, "/v1/events", "events") == 1);
        (await Count(theirs, "/v1/events", "events")).ShouldBe(0);
        (await _server.As(null, "POST", "/hooks/generic/shop", new JsonArray())).ShouldBeProblem(404, "connection.unknown");
        (await _server.As(null, "POST", "/hooks/generic/nowhere~shop", new JsonArray())).ShouldBeProblem(404, "connection.unknown");
    }

    [Fact]
    public async Task only_main_makes_workspaces_and_touches_all_of_them()
    {
        var key = await _server.NewWorkspace("client");
        (await _server.As(key, "GET", "/v1/workspaces")).ShouldBeProblem(403, "access.forbidden");
        (await _server.As(key, "POST", "/v1/workspaces", new JsonObject { ["name"] = "another" })).ShouldBeProblem(403, "access.forbidden");
        (await _server.As(key, "POST", "/v1/views/rebuild", new JsonObject())).ShouldBeProblem(403, "access.forbidden");
        (await _server.As(key, "GET", "/metrics")).ShouldBeProblem(403, "access.forbidden");
        (await _server.As(null, "POST", "/v1/workspaces", new JsonObject { ["name"] = "client" })).ShouldBeProblem(409, "workspace.name-taken");
        (await _server.As(null, "POST", "/v1/workspaces", new JsonObject { ["name"] = "A~b" })).ShouldBeProblem(400, "event.malformed", "/name");
        (await _server.Get("/v1/workspaces"))["workspaces"]!.AsArray().Select(one => (string?)one!["name"]).ShouldContain("client");
    }

    private async Task<Filled> Fill(string name)
    {
        var key = await _server.NewWorkspace(name);
        var lead = (string)(await Tell(key, Wire.Captured("same/1")))["leadId"]!;
        await Connect(key);
        (await _server.As(null, "POST", $"/hooks/generic/{name}~shop", JsonNode.Parse("""[{"id":2}]"""))).Status.ShouldBe(200);
        var part = (string)(await Json(key, "/v1/connections/shop/quarantine"))["items"]![0]!["id"]!;
        var subscription = await Made(key, "/v1/subscriptions", """{"name":"all","settings":{"url":"https://receiver.example/hook"}}""");
        var form = await Made(key, "/v1/forms", """{"name":"contact","fields":{"email":"contact.email"}}""");
        var (sales, _) = await _server.NewKey(key, "sales");
        // The views must have it before they are looked at.
        await Json(key, $"/v1/leads?waitFor={(long)(await Json(key, $"/v1/leads/{lead}"))["position"]!}");
        return new Filled(key, [lead, subscription, form, part, sales]);
    }

    private async Task<string> Connect(string key) => (string)(await Post(key, "/v1/connections", """
        {"name":"shop","vendor":"generic","mapping":{"signature":"none","id":"/id","subject":"/who","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.touched","when":[{"pointer":"/ok","exists":true}]}]}}
        """))["hook"]!;

    private async Task<string> Made(string key, string path, string body) => (string)(await Post(key, path, body))["id"]!;

    private async Task<JsonNode> Post(string key, string path, string body)
    {
        var reply = await _server.As(key, "POST", path, JsonNode.Parse(body));
        reply.Status.ShouldBeOneOf(200, 201);
        return reply.Json;
    }

    private async Task<JsonNode> Tell(string key, JsonObject fact)
    {
        var reply = await _server.Say("/v1/events", fact.ToJsonString(), Wire.One, ("Authorization", "Bearer " + key));
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Json;
    }

    private async Task<JsonNode> Json(string key, string path)
    {
        var reply = await _server.As(key, "GET", path);
        reply.Status.ShouldBe(200, $"{path}: {reply.Text}");
        return reply.Json;
    }

    private async Task<int> Count(string key, string path, string member) => (await Json(key, path))[member]!.AsArray().Count;

    private async Task<string> Show(Filled workspace)
    {
        var texts = new List<string>();
        foreach (var path in Shown)
        {
            var shown = (await Json(workspace.Key, path)).AsObject();
            shown.Remove("upTo");
            if (path == "/v1/events") shown.Remove("nextCursor");
            texts.Add($"{path} {Moving().Replace(shown.ToJsonString(), "")}");
        }

        return string.Join('\n', texts);
    }

    /// <summary>Every route that names something by an id.</summary>
    private async Task<IEnumerable<(string Method, string Template)>> Routes() =>
        (await _server.Get("/openapi/v1.json"))["paths"]!.AsObject().Where(path => path.Key.StartsWith("/v1/", StringComparison.Ordinal) && (path.Key.Contains("{id}") || path.Key.Contains("{form}")))
            .Where(path => path.Key != "/v1/capture/{form}")
            .SelectMany(path => path.Value!.AsObject().Select(method => (method.Key.ToUpperInvariant(), path.Key)));

    private static string Path(string template, string id) => template.Replace("{id}", id).Replace("{step}", "touch").Replace("{name}", "shop");

    private static JsonObject Body(string template) => template switch
    {
        "/v1/subscriptions/{id}/redeliver" => new JsonObject { ["from"] = "2020-01-01T00:00:00Z" },
        _ => [],
    };

    /// <summary>How long something waits, and as of when it was asked, changes while it is looked at.</summary>
    [GeneratedRegex("\"((waited|left|overdue|elapsed)\\w*|at)\":[^,}]+,?")]
    private static partial Regex Moving();

    private sealed record Filled(string Key, string[] Ids);
}
