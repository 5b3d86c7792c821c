using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PeerSupport.Local;

/// <summary>PostgreSQL refuses root, and RabbitMQ has no need of it: root starts both as the users that their Debian packages made.</summary>
internal static partial class Unprivileged
{
    public static bool IsRoot { get; } = EffectiveUser() == 0;

    /// <summary>The program and arguments that run a command as the user, when this process is root.</summary>
    public static (string Program, string[] Arguments) As(string user, string program, params string[] arguments) => IsRoot
        ? ("setpriv", ["--reuid", user, "--regid", user, "--clear-groups", program, .. arguments])
        : (program, arguments);

    /// <summary>Makes a folder that the user owns.</summary>
    public static async Task OwnAsync(string user, string folder)
    {
        Directory.CreateDirectory(folder);
        if (!IsRoot)
            return;
        using var change = Process.Start("chown", ["-R", $"{user}:{user}", folder]);
        await change.WaitForExitAsync();
    }

    /// <summary>True when the user can enter the folder; a checkout below a home folder often cannot be reached by others.</summary>
    public static bool CanReach(string user, string folder)
    {
        if (!IsRoot)
            return true;
        var (program, arguments) = As(user, "test", "-x", folder);
        using var look = Process.Start(program, arguments);
        look.WaitForExit();
        return look.ExitCode == 0;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
