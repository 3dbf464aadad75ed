using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>Stores a refresh token in a file, which contains the token as plain text and nothing else.</summary>
/// <remarks>
/// <para>
/// A new token is written to a temporary file in the same directory, flushed to the disk and moved over the old file. A reader, or a
/// restart after a crash, therefore finds either the old token or the new one, never a part of one. A crash may leave a temporary file that
/// ends in <c>.tmp</c> and holds a token; the next write removes it. Several processes of one machine may share the file; the last write
/// wins.
/// </para>
/// <para>
/// If the path is a symbolic link, its target is read and written, and the link stays. If the file cannot be replaced, because it is
/// mounted alone into a container or its directory is read-only, it is written in place. A crash during such a write may then leave a part
/// of a token, which needs a new sign-in. An empty file counts as one without a token.
/// </para>
/// <para>
/// On Unix only the owner can read and write the file (mode 600), from the first write on. If a file that is written in place belongs to
/// another user, it keeps its mode. On Windows the file gets the permissions of its directory: choose a directory that only the program's
/// user can open. Windows does not guarantee that the move is atomic, and refuses it while another program has the file open. The token is
/// not encrypted. If you do not trust the disk, use <see cref="CallbackRefreshTokenStore"/> with a vault.
/// </para>
/// <para>The store is safe for concurrent use.</para>
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never used has nothing to dispose.")]
public sealed class FileRefreshTokenStore : IRefreshTokenStore
{
    // Entra's are about a thousand characters long.
    private const int MaxBytes = 64 * 1024;

    private readonly string _path;
    // Two writes in place must not mix.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Creates a store for a file. Nothing is read or written yet.</summary>
    /// <param name="path">The path of the file. Its directory must exist; the file may be missing.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null, empty or white space.</exception>
    public FileRefreshTokenStore(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
    }

    /// <inheritdoc/>
    /// <exception cref="ReferralsAuthenticationException">
    /// The file cannot be read, or contains something that is not a refresh token. It is left unchanged.
    /// </exception>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // One byte more than allowed is enough to see that the content is not a token.
            byte[] content = new byte[MaxBytes + 1];
            int length = await file.ReadAtLeastAsync(
                content, content.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            // An editor may have added a byte order mark and a line end.
            string token = Encoding.UTF8.GetString(content, 0, length).TrimStart('\uFEFF').Trim();
            return length > MaxBytes ? throw NoToken()
                : token.Length == 0 ? null
                : ReferralsAccessToken.IsToken(token) ? token : throw NoToken();
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
    /// <paramref name="refreshToken"/> is null or empty, or has characters that cannot be part of a refresh token.
    /// </exception>
    /// <exception cref="ReferralsAuthenticationException">
    /// The file cannot be written. The old file is left unchanged, unless it is written in place and the write itself fails.
    /// </exception>
    public async ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken)
    {
        StoredRefreshToken.Require(refreshToken, nameof(refreshToken));
        byte[] content = Encoding.UTF8.GetBytes(refreshToken + "\n");
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            TokenFile file = TokenFile.At(_path);
            file.RemoveLeftovers();
            if (!await file.TryReplaceAsync(content, cancellationToken).ConfigureAwait(false))
            {
                file.Overwrite(content);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed("written", failure);
        }
        finally
        {
            _turn.Release();
        }
    }

    private ReferralsAuthenticationException NoToken() => Failure(
        $"The refresh token file {Path.GetFileName(_path)} does not contain exactly one refresh token; it was left unchanged.",
        "Check the path. If it is the right file, replace its content with a refresh token, or delete it to start from the initial one.");

    private ReferralsAuthenticationException Failed(string what, Exception cause) => Failure(
        $"The refresh token file {Path.GetFileName(_path)} could not be {what} ({cause.GetType().Name}).",
        "Check that the directory exists, that the disk is not full, and that the program's user may read and write the file.",
        cause);

    private static ReferralsAuthenticationException Failure(string finding, string advice, Exception? cause = null) =>
        new($"{finding} {advice}", cause)
        {
            Finding = finding,
            NextStep = advice,
            // A full disk or a file in use may be temporary; a wrong path is not.
            IsTransient = cause is IOException and not DirectoryNotFoundException,
        };
}
