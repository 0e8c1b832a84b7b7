using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Notify.Email;

/// <summary>A server that mails through a sink; tests keep apart by teams and addresses of their own.</summary>
public sealed class MailFixture(PrivateDatabases databases) : IAsyncLifetime
{
    public RunningServer Server { get; private set; } = null!;

    public SmtpSink Sink { get; } = new();

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await databases.Create();
        Server = await RunningServer.Start(ConnectionString, Settings(Sink.Port));
    }

    public static Dictionary<string, string> Settings(int port) => new(Subscribed.Settings)
    {
        ["Notify__Smtp__Host"] = "127.0.0.1",
        ["Notify__Smtp__Port"] = $"{port}",
        ["Notify__Smtp__Security"] = "none",
        ["Notify__Smtp__From"] = "Leads <leads@house.example>",
    };

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Sink.DisposeAsync();
    }
}

internal static class Mailed
{
    public static async Task<JsonNode> SubscribeMail(this RunningServer server, string team, string settings, string more = "")
    {
        var reply = await server.AskForMail(team, settings, more);
        reply.Status.ShouldBe(201, reply.Text);
        return reply.Json;
    }

    public static Task<Reply> AskForMail(this RunningServer server, string team, string settings, string more = "") =>
        server.Say("/v1/subscriptions", $$"""{"name":"mail","channel":"email","settings":{{settings}},"filter":{"teams":["{{team}}"]}{{more}}}""", "application/json");

    public static string To(params string[] addresses) => $$"""{"to":["{{string.Join("\",\"", addresses)}}"]}""";

    public static string[] Errors(JsonNode delivery) => [.. delivery["attempts"]!.AsArray().Select(attempt => (string?)attempt!["error"] ?? (string)attempt["outcome"]!)];
}
