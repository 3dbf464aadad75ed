namespace PartnerCenter.Referrals;

/// <summary>Encrypts and decrypts entries with the caller's functions, or leaves them unencrypted if there are none.</summary>
internal sealed class Protection
{
    private readonly Func<byte[], byte[]>? _protect;
    private readonly Func<byte[], byte[]>? _unprotect;

    public Protection(Func<byte[], byte[]>? protect, Func<byte[], byte[]>? unprotect)
    {
        if (protect is null != unprotect is null)
        {
            throw new ArgumentException(
                "Pass both functions or neither: an entry that is encrypted must be decrypted again.",
                protect is null ? nameof(protect) : nameof(unprotect));
        }

        _protect = protect;
        _unprotect = unprotect;
    }

    public byte[] Add(byte[] content) => _protect is null ? content : _protect(content);

    public byte[] Remove(byte[] content) => _unprotect is null ? content : _unprotect(content);
}
