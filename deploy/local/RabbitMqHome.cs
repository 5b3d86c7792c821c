namespace PeerSupport.Local;

/// <summary>
/// RabbitMQ's programs without its optional plugins. Erlang looks for each of some thousand modules in every folder that it is given, so the
/// plugins that nobody uses here cost a third of the server's start.
/// </summary>
internal static class RabbitMqHome
{
    private const string Packages = "/usr/lib/rabbitmq/lib";
    private const string Optional = "rabbitmq_";
    private const string Needed = "rabbitmq_prelaunch";

    /// <summary>The folder of the installed server; null when none is installed.</summary>
    public static string? Installed() =>
        Directory.Exists(Packages) ? Directory.EnumerateDirectories(Packages, "rabbitmq_server-*").Order(StringComparer.Ordinal).LastOrDefault() : null;

    /// <summary>Makes <paramref name="home"/> anew: links to what is installed, and a copy of the scripts, because they take the folder that they lie in for the server's.</summary>
    /// <returns>The path of the script that starts the server.</returns>
    public static string Prepare(string installed, string home)
    {
        if (Directory.Exists(home))
            Directory.Delete(home, recursive: true);
        var scripts = Directory.CreateDirectory(Path.Combine(home, "sbin")).FullName;
        foreach (var script in Directory.EnumerateFiles(Path.Combine(installed, "sbin")))
            File.Copy(script, Path.Combine(scripts, Path.GetFileName(script)));
        Link(Path.Combine(installed, "escript"), home);

        var plugins = Directory.CreateDirectory(Path.Combine(home, "plugins")).FullName;
        foreach (var plugin in Directory.EnumerateDirectories(Path.Combine(installed, "plugins")).Where(IsNeeded))
            Link(plugin, plugins);
        return Path.Combine(scripts, "rabbitmq-server");
    }

    private static bool IsNeeded(string plugin) =>
        Path.GetFileName(plugin) is var name && (!name.StartsWith(Optional, StringComparison.Ordinal) || name.StartsWith(Needed, StringComparison.Ordinal));

    private static void Link(string target, string folder) => File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(target)), target);
}
