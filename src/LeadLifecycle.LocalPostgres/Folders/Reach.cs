namespace LeadLifecycle.LocalPostgres.Folders;

/// <summary>Paths as the operating system sees them, and who gets through to them.</summary>
internal static class Reach
{
    /// <summary>The path with every symbolic link followed, so that one folder has one name.</summary>
    public static string RealPath(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
        {
            return full;
        }

        var here = Path.Combine(RealPath(parent), Path.GetFileName(full));
        var target = Directory.ResolveLinkTarget(here, returnFinalTarget: false)?.FullName;
        return target is null ? here : RealPath(target);
    }

    /// <summary>Whether an account that owns nothing gets into this folder: each folder on the way lets others through.</summary>
    public static bool ByOthers(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        for (var at = new DirectoryInfo(RealPath(folder)); at is not null; at = at.Parent)
        {
            if (!at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Creates the folder if it is missing, with exactly these rights whatever the process's mask is.</summary>
    public static void Make(string folder, UnixFileMode mode)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, mode);
        }
    }

    /// <summary>Everybody may read it, its owner may write it.</summary>
    public const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>For the owner alone.</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Others may walk through to a name they know; they may not look around.</summary>
    public const UnixFileMode Passage = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
