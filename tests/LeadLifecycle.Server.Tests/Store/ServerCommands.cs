using System.Diagnostics;

namespace LeadLifecycle.Server.Tests.Store;

/// <summary>The server program run with a command, to its end.</summary>
internal static class ServerCommands
{
    /// <returns>What it printed.</returns>
    public static Task<string> Run(string connectionString, params string[] command) => Run(connectionString, new Dictionary<string, string>(), command);

    /// <param name="environment">More environment variables.</param>
    /// <inheritdoc cref="Run(string, string[])"/>
    public static async Task<string> Run(string connectionString, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        // Commands are looked for in every assembly of the folder, and here those of the tests lie beside the server's.
        var (program, known) = (Path.Combine(AppContext.BaseDirectory, "LeadLifecycle.Server.dll"), Path.Combine(AppContext.BaseDirectory, "LeadLifecycle.Server.Tests.deps.json"));
        var start = new ProcessStartInfo("dotnet", ["exec", "--depsfile", known, program, .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ConnectionStrings__Leads"] = connectionString;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));
        var said = await output + await errors;
        process.ExitCode.ShouldBe(0, $"{string.Join(' ', command)}: {said}");
        return said;
    }
}
