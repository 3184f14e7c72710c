package io.obt.settings;

import io.obt.text.Excerpt;

/** A setting is wrong; the message names the key, the value and what is allowed. Commands print it and exit with 2. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SettingException(String message) {
        super(message);
    }

    /** The usual sentence: which setting, what it was set to, what is allowed. */
    public static SettingException notAllowed(Setting setting, String value, String allowed) {
        return new SettingException(setting.key() + " is '" + Excerpt.of(value) + "'; allowed is " + allowed);
    }
}
