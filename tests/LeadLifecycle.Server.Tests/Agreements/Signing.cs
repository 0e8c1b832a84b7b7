namespace LeadLifecycle.Server.Tests.Agreements;

/// <summary>Two people of two teams agree on something.</summary>
internal static class Signing
{
    /// <summary>Business time is wall time.</summary>
    public const string AroundTheClock = """{"calendars":{"default":{"zone":"Europe/Berlin","windows":"always"}}}""";

    /// <summary>Marketing proposes and sales signs; returns the version when it is in force.</summary>
    public static async Task<int> Agree(this RunningServer server, string kind, string content)
    {
        var proposed = await server.Say($"/v1/agreements/{kind}", $$"""{"team":"marketing","actor":"mia","content":{{content}}}""", "application/json");
        proposed.Status.ShouldBe(201, proposed.Text);
        var version = (int)proposed.Json["version"]!;
        var signed = await server.Say($"/v1/agreements/{kind}/versions/{version}/sign", """{"team":"sales","actor":"sam"}""", "application/json");
        signed.Status.ShouldBe(200, signed.Text);
        ((string?)signed.Json["state"]).ShouldBe("in-force");
        return version;
    }
}
