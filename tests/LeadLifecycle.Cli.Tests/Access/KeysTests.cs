using LeadLifecycle.Cli.Tests.Support;

namespace LeadLifecycle.Cli.Tests.Access;

/// <summary>Keys are made and listed, and the one in use is sent and not shown.</summary>
public sealed class KeysTests : IAsyncLifetime
{
    private const string Secret = "ll_4f6a1c09d2e7_secret";
    private const string Shown = """{"id":"9b1e0c55aa31","name":"crm","roles":["ingest","sales"],"state":"active","createdAt":"2026-01-01T00:00:00Z","expiresAt":null,"beforeUntil":null,"revokedAt":null}""";

    private FakeServer server = null!;

    public async ValueTask InitializeAsync() => server = await FakeServer.Start();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task a_new_key_is_printed_alone()
    {
        server.Views["POST /v1/keys"] = $$"""{"key":"ll_9b1e0c55aa31_new","of":{{Shown}}}""";
        var run = await Ask("keys", "create", "--name", "crm", "--role", "ingest", "--role", "sales");
        run.ShouldBe(new Leads(0, "ll_9b1e0c55aa31_new\n", ""));
        server.Credentials.ShouldBe([$"Bearer {Secret}"]);
    }

    [Fact]
    public async Task the_keys_are_lines_in_a_pipe()
    {
        server.Views["GET /v1/keys"] = $$"""{"keys":[{{Shown}}]}""";
        (await Ask("keys", "list")).Lines.ShouldBe(["id\tname\troles\tstate\tcreated\texpires", "9b1e0c55aa31\tcrm\tingest,sales\tactive\t2026-01-01T00:00:00Z\t"]);
    }

    [Fact]
    public async Task a_rotation_prints_the_new_key_and_a_revocation_nothing()
    {
        server.Views["POST /v1/keys/9b1e0c55aa31/rotate"] = $$"""{"key":"ll_9b1e0c55aa31_other","of":{{Shown}}}""";
        server.Views["DELETE /v1/keys/9b1e0c55aa31"] = Shown;
        (await Ask("keys", "rotate", "9b1e0c55aa31", "--overlap", "60")).Out.ShouldBe("ll_9b1e0c55aa31_other\n");
        (await Ask("keys", "revoke", "9b1e0c55aa31")).ShouldBe(new Leads(0, "", ""));
    }

    [Fact]
    public async Task the_key_in_use_is_in_no_message()
    {
        foreach (var command in (string[][])[["keys", "list"], ["history", "nobody"], ["funnel", "--help"]]) (await Ask(command)).ToString().ShouldNotContain(Secret);
        var wrong = await Leads.Run("keys", "list", "--server", server.Address, "--key", "ll_ä");
        wrong.Code.ShouldBe(2);
        wrong.Err.ShouldNotContain("ll_ä");
    }

    private Task<Leads> Ask(params string[] arguments) => Leads.Run([.. arguments, "--server", server.Address, "--key", Secret]);
}
