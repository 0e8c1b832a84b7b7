using System.Security.Cryptography;

namespace LeadLifecycle.Server.Hosting.Secrets;

/// <summary>The key of one checkout, made once, readable by its owner alone.</summary>
internal static class DevelopmentKey
{
    private const int Length = 32;

    /// <summary>Its text. Of several processes that start together one makes it, whole or not at all, and all read the same.</summary>
    public static string In(string folder)
    {
        var file = Path.Combine(folder, "secrets.key");
        if (!File.Exists(file)) Make(folder, file);
        return File.ReadAllText(file).Trim();
    }

    private static void Make(string folder, string file)
    {
        var staging = Path.Combine(folder, $"secrets.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(staging, options)) writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));
        try
        {
            File.Move(staging, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(staging); // another process was quicker, and its key is the checkout's
        }
    }
}
