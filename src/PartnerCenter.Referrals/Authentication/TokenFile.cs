namespace PartnerCenter.Referrals;

/// <summary>Writes the file of a refresh token, with regard to links, mounts and what a crash has left.</summary>
/// <param name="path">The path of the file itself, not of a link to it.</param>
internal sealed class TokenFile(string path)
{
    private const string Suffix = ".tmp";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly string _directory = Path.GetDirectoryName(path) ?? path;

    /// <summary>Returns the file that a path leads to, through any number of symbolic links. The file may be missing.</summary>
    /// <exception cref="IOException">The links lead in a circle, or a directory is missing.</exception>
    public static TokenFile At(string path)
    {
        try
        {
            return new TokenFile(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        }
        catch (FileNotFoundException)
        {
            return new TokenFile(path); // There is neither a link nor a file yet.
        }
    }

    /// <summary>Removes the temporary files of writes that never ended. They hold tokens.</summary>
    public void RemoveLeftovers()
    {
        string prefix = Path.GetFileName(path) + ".";
        try
        {
            foreach (string file in Directory.EnumerateFiles(_directory, "*" + Suffix))
            {
                ReadOnlySpan<char> name = Path.GetFileName(file.AsSpan());
                if (name.StartsWith(prefix, StringComparison.Ordinal)
                    && name.Length > prefix.Length + Suffix.Length
                    && Guid.TryParseExact(name[prefix.Length..^Suffix.Length], "N", out _))
                {
                    RemoveUnlessInUse(file);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The directory cannot be listed. That a leftover stays is no reason to lose the new token.
        }
    }

    /// <summary>
    /// Moves a new file over the old one. Returns false if this is impossible here, and the old file can only be overwritten.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written at all, because the disk is full for example.</exception>
    public async Task<bool> TryReplaceAsync(byte[] content, CancellationToken cancellationToken)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}{Suffix}";
        FileStream? file = null;
        try
        {
            // The file stays open until it is moved, which keeps other processes from taking it for a leftover.
            file = Create(temporary);
            await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
        catch (Exception failure) when (file is null && IsReplacingImpossible(failure))
        {
            return false; // The directory is read-only.
        }
        catch
        {
            Discard();
            throw;
        }

        try
        {
            File.Move(temporary, path, overwrite: true);
            file.Dispose();
            return true;
        }
        catch (Exception failure)
        {
            Discard();
            if (IsReplacingImpossible(failure))
            {
                return false; // The file is mounted alone.
            }

            throw;
        }

        void Discard()
        {
            if (file is not null)
            {
                file.Dispose();
                File.Delete(temporary);
            }
        }
    }

    /// <summary>Writes into the old file. A crash meanwhile may leave a part of the token.</summary>
    public void Overwrite(byte[] content)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        if (!OperatingSystem.IsWindows())
        {
            try
            {
                File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
            }
            catch (UnauthorizedAccessException)
            {
                // The file belongs to another user, who has allowed this one to write it.
            }
        }

        file.Write(content);
        file.SetLength(content.Length);
        file.Flush(flushToDisk: true);
    }

    private static FileStream Create(string temporary)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read | FileShare.Delete,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(temporary, options);
    }

    private static void RemoveUnlessInUse(string file)
    {
        try
        {
            using FileStream leftover = new(file, FileMode.Open, FileAccess.Write, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return; // Another process is writing it, or has just moved it.
        }

        File.Delete(file);
    }

    // While a program on Windows has the file open, a write in place would fail as well, or mix with what that program does.
    private bool IsReplacingImpossible(Exception failure) =>
        failure is IOException or UnauthorizedAccessException && failure.HResult != SharingViolation && File.Exists(path);
}
