using System.Security.Cryptography;
using LeadLifecycle.LocalPostgres.Binaries;
using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.LocalPostgres.Cluster;

/// <summary>Makes the data folder of a server that has none, under another name until it is whole.</summary>
internal sealed class NewCluster(Home home, PostgresBinaries binaries, ServerAccount account)
{
    public async Task MakeAsync(CancellationToken ct)
    {
        if (Directory.Exists(home.Staging))
        {
            Directory.Delete(home.Staging, recursive: true); // an initdb that was killed
        }

        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        SecretFile.Write(home.Password, password);
        Reach.Make(home.Staging, Reach.Private);
        await account.GiveAsync(home.Staging, ct);
        await InitAsync(password, ct);
        await File.AppendAllTextAsync(Path.Combine(home.Staging, "postgresql.conf"), ServerSettings.Include, ct);
        Directory.Move(home.Staging, home.Data);
    }

    private async Task InitAsync(string password, CancellationToken ct)
    {
        // initdb reads the password as the server's account, which may not read the file kept for us.
        var handover = Path.Combine(home.Folder, "password.initdb");
        SecretFile.Write(handover, password);
        try
        {
            await account.GiveAsync(handover, ct);
            var made = await Child.RunAsync(binaries.Program("initdb"),
                ["-D", home.Staging, "-U", Login.User, "--pwfile=" + handover, "--auth=scram-sha-256",
                 "--encoding=UTF8", "--data-checksums", "--no-instructions", .. Locale()],
                TimeSpan.FromMinutes(2), ct, home.Folder, account);
            made.MustSucceed("making the data folder with initdb");
        }
        finally
        {
            File.Delete(handover);
        }
    }

    // Sorted by code point on every machine, but upper and lower case known beyond ASCII: names are searched.
    private string[] Locale() => binaries.Major >= 17
        ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        : OperatingSystem.IsLinux() ? ["--locale=C", "--lc-ctype=C.UTF-8"] : ["--locale=C"];
}
