namespace PeerSupport.Local;

/// <summary>Where things lie in this checkout.</summary>
/// <param name="root">The folder that holds PeerSupport.sln.</param>
public sealed class Checkout(string root)
{
    /// <summary>The folder that holds PeerSupport.sln.</summary>
    public string Root { get; } = root;

    /// <summary>Finds the checkout that this program was built in.</summary>
    /// <exception cref="InvalidOperationException">The program does not lie in a checkout.</exception>
    public static Checkout Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PeerSupport.sln")))
                return new(folder.FullName);
        }

        throw new InvalidOperationException("This program runs inside a checkout of PeerSupport; the folder with PeerSupport.sln was not found above it.");
    }

    /// <summary>The built program of a project, in the configuration that this program was built in.</summary>
    /// <param name="project">The project's folder, such as <c>services/Chat</c>.</param>
    public string Program(string project)
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        var name = project == "gateway" ? "Gateway" : Path.GetFileName(project);
        return Path.Combine(Root, project, "bin", configuration, "net10.0", $"PeerSupport.{name}.dll");
    }

    /// <summary>A path below the checkout.</summary>
    public string At(params string[] parts) => Path.Combine([Root, .. parts]);
}
