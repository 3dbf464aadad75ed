using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>A refresh token in a file of its own: the token as plain text, and nothing else.</summary>
/// <remarks>
/// <para>
/// A new token is written beside the file, flushed to the disk and moved over it, so that a reader, or a restart after a crash, finds the
/// old token or the new one, whole. A crash may leave a file behind that ends in <c>.tmp</c>. Several processes of one machine may share
/// the file; the last write stands.
/// </para>
/// <para>
/// On Unix the file is readable and writable by its owner only (mode 600) from the first write on. On Windows it gets the permissions of
/// its directory: keep it in one that only the program's user can open. Windows does not promise that the move is atomic, and refuses it
/// while another program holds the file open. The token is not encrypted; where the disk is not trusted, use
/// <see cref="CallbackRefreshTokenStore"/> over a vault.
/// </para>
/// <para>Safe for concurrent use.</para>
/// </remarks>
public sealed class FileRefreshTokenStore : IRefreshTokenStore
{
    // Entra's are about a thousand characters long.
    private const int MaxBytes = 64 * 1024;

    private readonly string _path;

    /// <summary>Names the file; nothing is read or written yet.</summary>
    /// <param name="path">The file. It need not exist, its directory must.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public FileRefreshTokenStore(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
    }

    /// <inheritdoc/>
    /// <exception cref="ReferralsAuthenticationException">
    /// The file cannot be read, or holds something else. It is left as it is.
    /// </exception>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // A byte more than allowed is enough to see that it is no token.
            byte[] content = new byte[MaxBytes + 1];
            int length = await file.ReadAtLeastAsync(
                content, content.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            // An editor may have added a byte order mark and a line end.
            string token = Encoding.UTF8.GetString(content, 0, length).TrimStart('\uFEFF').Trim();
            return length <= MaxBytes && StoredRefreshToken.IsToken(token) ? token : throw NoToken();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed("read", failure);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// <paramref name="refreshToken"/> is empty, or has characters that no refresh token has.
    /// </exception>
    /// <exception cref="ReferralsAuthenticationException">The file cannot be written. The old one is still there, whole.</exception>
    public async ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken)
    {
        StoredRefreshToken.Require(refreshToken, nameof(refreshToken));
        string beside = $"{_path}.{Guid.NewGuid():N}.tmp";
        try
        {
            try
            {
                await WriteNewAsync(beside, refreshToken, cancellationToken).ConfigureAwait(false);
                File.Move(beside, _path, overwrite: true);
            }
            catch
            {
                File.Delete(beside);
                throw;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed("written", failure);
        }
    }

    private static async Task WriteNewAsync(string path, string refreshToken, CancellationToken cancellationToken)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream file = new(path, options);
        await file.WriteAsync(Encoding.UTF8.GetBytes(refreshToken + "\n"), cancellationToken).ConfigureAwait(false);
        file.Flush(flushToDisk: true);
    }

    private ReferralsAuthenticationException NoToken() => Failure(
        $"The refresh token file {Path.GetFileName(_path)} holds something else than one refresh token; it was left as it is.",
        "Check its path. If it is the right file, replace its content by a refresh token, or delete it to start from the initial one.");

    private ReferralsAuthenticationException Failed(string what, Exception cause) => Failure(
        $"The refresh token file {Path.GetFileName(_path)} could not be {what} ({cause.GetType().Name}).",
        "Check that its directory exists, has room, and may be read and written by this program's user.",
        cause);

    private static ReferralsAuthenticationException Failure(string finding, string advice, Exception? cause = null) =>
        new($"{finding} {advice}", cause)
        {
            Finding = finding,
            NextStep = advice,
            // A full disk or a file in use may pass; a wrong path does not.
            IsTransient = cause is IOException and not DirectoryNotFoundException,
        };
}
