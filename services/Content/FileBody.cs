namespace PeerSupport.Content;

internal static class FileBody
{
    /// <summary>The body, or null when it is longer than <paramref name="maximum"/> bytes.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext http, int maximum, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (bytes.Length + read > maximum)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
