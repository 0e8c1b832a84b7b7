namespace LeadLifecycle.LocalPostgres.Folders;

/// <summary>A file only this program's account can read.</summary>
internal static class SecretFile
{
    public static void Write(string path, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path); // the rights of an older file would stay
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(secret);
    }
}
