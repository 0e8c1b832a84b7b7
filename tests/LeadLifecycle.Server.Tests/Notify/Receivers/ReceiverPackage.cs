using LeadLifecycle.LocalPostgres;
using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.Server.Tests.Notify.Receivers;

/// <summary>The receiver's folder with its library fetched by npm, once per checkout; a test that cannot have it is skipped.</summary>
internal static class ReceiverPackage
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static string Folder => Path.Combine(CheckoutRoot.Find(), "tests", "LeadLifecycle.Server.Tests", "Notify", "Receivers");

    /// <summary>Where node is, after the package is there.</summary>
    public static async Task<string> Fetch(CancellationToken ct)
    {
        var node = OnPath("node");
        var npm = OnPath("npm");
        Assert.SkipWhen(node is null || npm is null, "Node.js with npm is not on the PATH, so no independent receiver checks the signatures.");
        using var held = await FileLock.TakeAsync(Path.Combine(Folder, "node_modules.lock"), TestContext.Current.SendDiagnosticMessage, ct);
        if (!IsFetched())
        {
            var ran = await Child.RunAsync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--loglevel=error"], Patience, ct, Folder);
            Assert.SkipUnless(ran.Succeeded, $"npm could not fetch the independent receiver's library: {ran.Output}");
        }

        return node;
    }

    /// <summary>npm leaves a lock file of its own when it has finished.</summary>
    private static bool IsFetched()
    {
        var left = Path.Combine(Folder, "node_modules", ".package-lock.json");
        return File.Exists(left) && File.GetLastWriteTimeUtc(left) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"));
    }

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + (program == "npm" ? ".cmd" : ".exe") : program))
        .FirstOrDefault(File.Exists);
}
